import type { Editing } from '../context'
import { type Target, targetOf, type Way } from '../model/moves'
import { type Row, placeAt, type StepRow } from '../model/rows'
import { sessionOf, sessionsBefore } from '../model/offers'
import { skeleton } from '../model/skeleton'
import { isRecord, isSame } from '../model/path'

export type Command = Way | 'duplicate' | 'toggle' | 'delete' | 'copy' | 'cut' | 'paste'

/** What was copied last, for where the browser's clipboard is out of reach. */
let copied = ''

export function chosenRow({ rows, seen }: Editing): Row | undefined {
  const { chosen } = seen
  return chosen && rows.find(({ path }) => isSame(path, chosen))
}

function countOf(value: unknown): number {
  return isRecord(value) && Array.isArray(value.steps) ? value.steps.length : 0
}

/** Puts steps where the chosen line is. */
export function insertAt(editing: Editing, yaml: string, row = chosenRow(editing)): boolean {
  const { list, index } = placeAt(row, countOf(editing.seen.value))
  return editing.isOpen && editing.draft.insert(list, index, yaml)
}

export function insertAction(editing: Editing, action: string, at?: Target): void {
  const { rows, seen, definitions } = editing
  const sessions = sessionsBefore(seen.value, rows, undefined)
  const session = action === 'connect' ? freeName(sessions) : sessions.at(-1)
  const { list, index } = at ?? placeAt(chosenRow(editing), countOf(seen.value))
  const yaml = skeleton(action, definitions.grammar, session, sessionOf(seen.value, list) === undefined)
  if (editing.isOpen) editing.draft.insert(list, index, yaml)
}

/** What a session is called until somebody says. */
function freeName(taken: string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'mailbox' : `mailbox-${number}`
    if (!taken.includes(name)) return name
  }
}

/** Does something to a step; false: there is nothing to do. */
export function carryOut(editing: Editing, row: StepRow, command: Command): boolean {
  const { draft, rows, seen, definitions, isOpen } = editing
  if (command === 'copy') {
    copied = draft.copied(row.path)
    // Without TLS there is none.
    if ('clipboard' in navigator) void navigator.clipboard.writeText(copied).catch(() => undefined)
    return true
  }
  if (!isOpen) return false
  switch (command) {
    case 'cut':
      carryOut(editing, row, 'copy')
      draft.remove(row.path)
      return true
    case 'paste':
      return insertAt(editing, copied, row)
    case 'duplicate':
      draft.duplicate(row.path)
      return true
    case 'toggle':
      draft.toggle(row.path)
      return true
    case 'delete':
      draft.remove(row.path)
      return true
    default: {
      const target = targetOf(row, command, rows, seen.value, definitions.grammar)
      if (!target) return false
      draft.move(row.path, target.list, target.index)
      return true
    }
  }
}

/** The command of a key in the tree. */
export function commandOf({ key, altKey, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): Command | undefined {
  const control = ctrlKey || metaKey
  if (altKey && !control)
    return ({ ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' } as const)[key as 'ArrowUp']
  if (control) return ({ d: 'duplicate', '/': 'toggle', c: 'copy', x: 'cut', v: 'paste' } as const)[key as 'd']
  return key === 'Delete' || key === 'Backspace' ? 'delete' : undefined
}
