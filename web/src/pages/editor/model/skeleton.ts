import { stringify } from 'yaml'
import type { Grammar, Schema } from './grammar'
import { isRecord } from './path'
import { shapeOf } from './shape'
import { STYLE } from './style'

/** A step of an action with what it cannot do without, as YAML. `alone`: no loop around it says the session. */
export function skeleton(action: string, grammar: Grammar, session: string | undefined, alone = false): string {
  const schema = grammar.action(action) ?? {}
  const empty = emptyOf(schema, grammar, session)
  const named = alone && session && schema.properties?.session && isRecord(empty) ? { session, ...empty } : empty
  return stringify([{ [action]: named }], STYLE)
}

/** What a new value begins with: its required fields, empty. */
export function emptyOf(schema: Schema, grammar: Grammar, session?: string): unknown {
  const shape = shapeOf(schema, grammar)
  switch (shape.kind) {
    case 'form': {
      const needed = shape.fields.filter(({ isRequired }) => isRequired)
      return Object.fromEntries(needed.map(({ key, schema }) => [key, emptyOf(schema, grammar, session)]))
    }
    case 'steps':
    case 'list':
    case 'enums':
      return []
    case 'pairs':
      return {}
    case 'number':
      return shape.min ?? 1
    case 'boolean':
      return true
    case 'enum':
      return shape.options[0]?.value ?? ''
    case 'session':
      return session ?? ''
    default:
      return ''
  }
}
