import { isDisabled, WITHIN } from './disabled'
import { actionOf, type Grammar, type StepPart } from './grammar'
import { isRecord, type Path, written } from './path'

/** A line of the tree of steps. */
export type Row = StepRow | ListRow | ClauseRow

interface Common {
  /** Where it stands. */
  path: Path
  key: string
  depth: number
}
export interface StepRow extends Common {
  kind: 'step'
  action: string
  /** The action's own fields: past what switches it off. */
  inner: Path
  isDisabled: boolean
  hasParts: boolean
}
/** A list in an action: Then, Else. */
export interface ListRow extends Common {
  kind: 'list'
  /** The action or clause that has it. */
  owner: string
  part: string
  holds: 'steps' | 'clauses'
  count: number
  /** The step that it is of. */
  step: Path
}
export interface ClauseRow extends Common {
  kind: 'clause'
  owner: string
  part: string
  index: number
  step: Path
}

/** The tree of an automation, line by line; what is folded has no lines below it. */
export function rowsOf(value: unknown, grammar: Grammar, folded: ReadonlySet<string> = new Set()): Row[] {
  const rows: Row[] = []
  const steps = (list: unknown, path: Path, depth: number) => {
    if (Array.isArray(list)) list.forEach((step, index) => addStep(step, [...path, index], depth))
  }
  const addStep = (whole: unknown, path: Path, depth: number) => {
    const off = isDisabled(whole)
    const place = off ? [...path, ...WITHIN] : path
    const step = off ? (whole as { if: { then: unknown[] } }).if.then[0] : whole
    const action = actionOf(step) ?? ''
    const schema = grammar.action(action)
    const parts = schema ? grammar.parts(schema) : []
    const inner = [...place, action]
    const key = written(path)
    rows.push({ kind: 'step', path, key, depth, action, inner, isDisabled: off, hasParts: parts.length > 0 })
    if (parts.length > 0 && !folded.has(key)) {
      below(isRecord(step) ? step[action] : undefined, inner, depth, action, parts, path)
    }
  }
  const below = (value: unknown, path: Path, depth: number, owner: string, parts: StepPart[], step: Path) => {
    for (const part of parts) {
      const list = isRecord(value) ? value[part.key] : undefined
      const all: unknown[] = Array.isArray(list) ? list : []
      const here = [...path, part.key]
      // A single list needs no heading of its own: what it is follows from the action.
      const isPlain = parts.length === 1 && part.kind === 'steps'
      if (!isPlain || all.length === 0) {
        const row = { owner, part: part.key, holds: part.kind, count: all.length, step }
        rows.push({ kind: 'list', path: here, key: written(here), depth: depth + 1, ...row })
      }
      const deeper = depth + (isPlain ? 1 : 2)
      if (part.kind === 'steps') steps(all, here, deeper)
      else
        all.forEach((clause, index) => {
          const place = [...here, index]
          const row = { owner, part: part.key, index, step }
          rows.push({ kind: 'clause', path: place, key: written(place), depth: deeper, ...row })
          below(clause, place, deeper, part.key, part.parts, step)
        })
    }
  }
  steps(isRecord(value) ? value.steps : undefined, ['steps'], 0)
  return rows
}

/** The list of steps in which a line stands, or which it is, and where in it something new belongs. */
export function placeAt(row: Row | undefined, end: number): { list: Path; index: number } {
  if (!row) return { list: ['steps'], index: end }
  if (row.kind === 'list' && row.holds === 'steps') return { list: row.path, index: row.count }
  const step = row.kind === 'step' ? row.path : row.step
  return { list: step.slice(0, -1), index: Number(step.at(-1)) + 1 }
}
