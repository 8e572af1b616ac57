import type { Grammar } from './grammar'
import { at, isWithin, type Path } from './path'
import type { Row, StepRow } from './rows'

export interface Target {
  list: Path
  index: number
}
export type Way = 'up' | 'down' | 'in' | 'out'

/** Where a step would go by keyboard; none: it goes no further that way. An index counts before it is taken out. */
export function targetOf(row: StepRow, way: Way, rows: Row[], value: unknown, grammar: Grammar): Target | undefined {
  const list = row.path.slice(0, -1)
  const index = Number(row.path.at(-1))
  const siblings = at(value, list)
  const count = Array.isArray(siblings) ? siblings.length : 0
  if (way === 'up') return index > 0 ? { list, index: index - 1 } : undefined
  if (way === 'down') return index + 1 < count ? { list, index: index + 2 } : undefined
  if (way === 'out') {
    const owner = rows.findLast((one) => one.kind === 'step' && one !== row && isWithin(list, one.inner))
    return owner && { list: owner.path.slice(0, -1), index: Number(owner.path.at(-1)) + 1 }
  }
  const before = rows.find((one) => one.kind === 'step' && isBefore(one.path, row.path))
  if (before?.kind !== 'step') return undefined
  const inside = firstList(before, grammar)
  const held = inside && at(value, inside)
  return inside && { list: inside, index: Array.isArray(held) ? held.length : 0 }
}

function isBefore(one: Path, other: Path): boolean {
  return one.length === other.length && isWithin(other, one.slice(0, -1)) && Number(one.at(-1)) === Number(other.at(-1)) - 1
}

function firstList(step: StepRow, grammar: Grammar): Path | undefined {
  const schema = grammar.action(step.action)
  const part = schema && grammar.parts(schema).find(({ kind }) => kind === 'steps')
  return part && [...step.inner, part.key]
}

/** Where something that is let go over a line belongs. */
export function dropAt(row: Row, half: 'upper' | 'lower', rows: Row[]): Target | undefined {
  if (row.kind === 'list') return row.holds === 'steps' ? { list: row.path, index: 0 } : undefined
  if (row.kind === 'clause') {
    const first = rows.find((one) => one.path.length > row.path.length && isWithin(one.path, row.path))
    return first?.kind === 'list' ? { list: first.path, index: 0 } : first && beside(first.path, 0)
  }
  if (half === 'upper') return beside(row.path, 0)
  // Right below the line of a loop is where its first step stands.
  const next = rows[rows.indexOf(row) + 1]
  if (next?.kind === 'step' && isWithin(next.path, row.inner)) return beside(next.path, 0)
  return beside(row.path, 1)
}

const beside = (path: Path, by: number): Target => ({ list: path.slice(0, -1), index: Number(path.at(-1)) + by })
