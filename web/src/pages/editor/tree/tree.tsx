import { useEffect, useMemo, useRef } from 'react'
import { IconListDetails } from '@tabler/icons-react'
import { EmptyState } from '../../../ui/empty-state'
import { useSay } from '../../../words/words'
import { type Editing, useEditing } from '../context'
import { at, isRecord, isSame, isWithin, read } from '../model/path'
import type { Row } from '../model/rows'
import { emptyOf } from '../model/skeleton'
import { summaryOf, type Words } from '../model/summary'
import { carryOut, chosenRow, commandOf } from './commands'
import { Line, type LineEvents } from './line'
import classes from './tree.module.css'
import { useWindow } from './use-window'

export interface Mark {
  id: string
  half: 'upper' | 'lower'
}

/** The steps, nested as they are carried out. */
export function Tree({
  folded,
  fold,
  mark,
  toForm,
}: {
  folded: ReadonlySet<string>
  fold: (key: string) => void
  mark?: Mark
  /** Goes to the form of what is chosen. */
  toForm: () => void
}) {
  const say = useSay()
  const editing = useEditing()
  const { rows, seen, definitions, isOpen, mistakes } = editing
  const tree = useRef<HTMLDivElement>(null)
  const wrong = useMemo(() => wrongLines(rows, mistakes), [rows, mistakes])
  const chosen = chosenRow(editing)
  const { tops, from, to } = useWindow(rows, tree)
  const isWindow = to - from < rows.length
  const words = useMemo<Words>(
    () => ({
      option: definitions.option,
      flag: (form, key, isOn) => {
        const { label } = definitions.field(form, key)
        return isOn ? label : say('editor-flag-off', { field: label })
      },
    }),
    [definitions, say],
  )
  const now = useRef(editing)
  useEffect(() => {
    now.current = editing
  })
  const on = useMemo<LineEvents>(() => {
    const row = (id: string) => now.current.rows.find(({ key }) => key === id)
    return {
      choose: (id) => now.current.draft.choose(row(id)?.path),
      fold,
      act: (id, command) => {
        const step = row(id)
        if (step?.kind === 'step') carryOut(now.current, step, command)
      },
      addClause: (id) => addClause(now.current, row(id)),
    }
  }, [fold])
  // The focus goes where the chosen step has gone.
  const key = chosen?.key
  useEffect(() => {
    const { activeElement } = document
    const isHere = tree.current?.contains(activeElement) ?? false
    const line = key && tree.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`)
    if (!line) return
    if (isHere || activeElement === document.body) line.focus({ preventScroll: true })
    line.scrollIntoView({ block: 'nearest' })
  }, [key, rows])

  const goTo = (row: Row | undefined) => row && now.current.draft.choose(row.path)
  const pressed = (event: React.KeyboardEvent) => {
    const at = chosen ? rows.indexOf(chosen) : -1
    const command = commandOf(event)
    if (command && chosen?.kind === 'step' && carryOut(editing, chosen, command)) return event.preventDefault()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    switch (event.key) {
      case 'ArrowDown':
        goTo(rows[at + 1])
        break
      case 'ArrowUp':
        goTo(rows[Math.max(at - 1, 0)])
        break
      case 'Home':
        goTo(rows[0])
        break
      case 'End':
        goTo(rows.at(-1))
        break
      case 'ArrowLeft':
        if (chosen?.kind === 'step' && chosen.hasParts && !folded.has(chosen.key)) fold(chosen.key)
        else goTo(rows.slice(0, Math.max(at, 0)).findLast(({ depth }) => depth < (chosen?.depth ?? 0)))
        break
      case 'ArrowRight':
        if (chosen?.kind === 'step' && chosen.hasParts) {
          if (folded.has(chosen.key)) fold(chosen.key)
          else goTo(rows[at + 1])
        }
        break
      case 'Enter':
        toForm()
        break
      case 'Escape':
        now.current.draft.choose(undefined)
        break
      default:
        return
    }
    event.preventDefault()
  }
  if (rows.length === 0)
    return <EmptyState icon={IconListDetails} title={say('editor-no-steps')} text={say('editor-no-steps-text')} />
  return (
    <div
      ref={tree}
      role="tree"
      tabIndex={-1}
      aria-label={say('editor-steps')}
      className={classes.tree}
      style={{ height: `${tops[rows.length] ?? 0}rem` }}
      onKeyDown={pressed}
    >
      {rows.map((row, index) => {
        // The chosen one holds the focus, wherever one has scrolled to.
        if ((index < from || index >= to) && row !== (chosen ?? rows[0])) return null
        const siblings = isWindow && row.kind === 'step' ? at(seen.value, row.path.slice(0, -1)) : undefined
        const isStep = row.kind === 'step'
        const action = isStep ? definitions.action(row.action) : undefined
        const label = isStep
          ? action
            ? definitions.say(action.label)
            : row.action || say('editor-no-action')
          : definitions.field(row.owner, row.part).label
        return (
          <Line
            key={row.key}
            id={row.key}
            kind={row.kind}
            depth={row.depth}
            top={tops[index] ?? 0}
            position={Array.isArray(siblings) ? Number(row.path.at(-1)) + 1 : undefined}
            count={Array.isArray(siblings) ? siblings.length : undefined}
            label={label}
            summary={isStep ? summaryOf(at(seen.value, row.inner), row.action, definitions.grammar, words) : row.kind === 'list' && row.holds === 'steps' && row.count === 0 ? say('editor-empty-list') : clauseSummary(row, seen.value)}
            group={action?.group}
            isChosen={row === chosen}
            isFocusable={chosen ? row === chosen : index === 0}
            isOff={isStep && row.isDisabled}
            isOpen={isOpen}
            isFolded={isStep && row.hasParts ? folded.has(row.key) : undefined}
            canAdd={row.kind === 'list' && row.holds === 'clauses'}
            wrong={wrong.get(row.key)}
            mark={mark?.id === row.key ? mark.half : undefined}
            on={on}
          />
        )
      })}
    </div>
  )
}

function clauseSummary(row: Row, value: unknown): string {
  if (row.kind !== 'clause') return ''
  const clause = at(value, row.path)
  if (!isRecord(clause)) return ''
  const said = Object.values(clause).flatMap((one) =>
    typeof one === 'string' ? [one] : Array.isArray(one) && one.every((each) => typeof each === 'string') ? [one.join(', ')] : [],
  )
  return said.join(' · ')
}

/** Lines in which something is wrong: the innermost. */
function wrongLines(rows: Row[], mistakes: Editing['mistakes']): Map<string, 'error' | 'warning'> {
  const found = new Map<string, 'error' | 'warning'>()
  for (const { place, file, severity } of mistakes) {
    if (!place || file) continue
    const where = read(place.path)
    const row = rows.findLast(({ kind, path }) => kind !== 'list' && isWithin(where, path))
    if (!row || found.get(row.key) === 'error') continue
    found.set(row.key, severity === 'error' ? 'error' : 'warning')
  }
  return found
}

function addClause({ draft, rows, seen, definitions }: Editing, row: Row | undefined): void {
  if (row?.kind !== 'list') return
  const owner = rows.find((one) => one.kind === 'step' && isSame(one.path, row.step))
  const list = owner?.kind === 'step' ? definitions.grammar.action(owner.action)?.properties?.[row.part] : undefined
  if (!list) return
  const held = at(seen.value, row.path)
  const clause = emptyOf(definitions.grammar.resolve(list).schema.items ?? {}, definitions.grammar)
  draft.set([...row.path, Array.isArray(held) ? held.length : 0], clause)
  draft.choose([...row.path, Array.isArray(held) ? held.length : 0])
}
