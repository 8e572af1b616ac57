import type { Grammar, Schema } from './grammar'
import { isRecord } from './path'
import { type Option, shapeOf } from './shape'

const PARTS = 4

/** How what is no text is said. */
export interface Words {
  option: (option: Option) => string
  /** A field that is on or off. */
  flag: (form: string | undefined, key: string, isOn: boolean) => string
}

/** A step in one line: what its fields hold, the required ones first. Secrets are none of it. */
export function summaryOf(value: unknown, action: string, grammar: Grammar, words: Words): string {
  const schema = grammar.action(action)
  return schema ? parts(value, schema, grammar, words, 2, action).slice(0, PARTS).join(' · ') : ''
}

function parts(value: unknown, schema: Schema, grammar: Grammar, words: Words, deeper: number, form?: string, key?: string): string[] {
  const shape = shapeOf(schema, grammar)
  switch (shape.kind) {
    case 'secret':
    case 'steps':
      return []
    case 'boolean':
      return typeof value === 'boolean' && key ? [words.flag(form, key, value)] : []
    case 'enum': {
      const option = shape.options.find((one) => one.value === value)
      return option ? [words.option(option)] : []
    }
    case 'form': {
      if (!isRecord(value) || deeper === 0) return typeof value === 'string' ? [value] : []
      const fields = [...shape.fields, ...(shape.choice?.among ?? [])].filter(({ key }) => value[key] !== undefined)
      fields.sort((one, other) => Number(other.isRequired) - Number(one.isRequired))
      return fields.flatMap((field) =>
        parts(value[field.key], field.schema, grammar, words, deeper - 1, shape.form ?? form, field.key),
      )
    }
    case 'variants':
      return isRecord(value) ? Object.values(value).filter((one) => typeof one === 'string') : said(value)
    case 'pairs':
      return isRecord(value) ? [Object.keys(value).join(', ')] : []
    default:
      return said(value)
  }
}

function said(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value.trim().split('\n')[0] ?? '']
  if (typeof value === 'number') return [String(value)]
  if (Array.isArray(value)) return [value.filter((one) => typeof one !== 'object').join(', ')].filter(Boolean)
  return []
}
