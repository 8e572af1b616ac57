import { stringify } from 'yaml'
import type { Grammar } from './grammar'
import { at, isRecord, type Path, written } from './path'
import type { Row } from './rows'
import { STYLE } from './style'

const HEAD = ['name', 'time_zone', 'language', 'variables']
/** A list of steps may not be empty. */
const NOTHING = [{ log: { text: '-' } }]

/** The automation with nothing in it but what opens sessions, and one more step. What is half built elsewhere does not matter to them. */
export function partOf(value: unknown, rows: Row[], grammar: Grammar, inner?: Path): { text: string; step: string } {
  const connects = rows.flatMap((row) => (row.kind === 'step' && row.action === 'connect' ? [{ connect: at(value, row.inner) }] : []))
  const head = HEAD.flatMap((key) => {
    const held = at(value, [key])
    return held === undefined ? [] : [[key, held] as const]
  })
  const action = String(inner?.at(-1))
  const fields = inner && at(value, inner)
  const parts = grammar.parts(grammar.action(action) ?? {}).filter(({ kind }) => kind === 'steps')
  const own = isRecord(fields) ? [{ [action]: { ...fields, ...Object.fromEntries(parts.map(({ key }) => [key, NOTHING])) } }] : []
  const steps = [...connects, ...own]
  return { text: stringify({ ...Object.fromEntries(head), steps }, STYLE), step: written(['steps', connects.length, action]) }
}
