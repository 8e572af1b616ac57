import type { Grammar, Schema } from './grammar'
import { isRecord } from './path'
import { type Option, shapeOf } from './shape'

const PARTS = 4

/** A step in one line: what its fields hold, the required ones first. Secrets are none of it. */
export function summaryOf(value: unknown, schema: Schema, grammar: Grammar, word: (option: Option) => string): string {
  return parts(value, schema, grammar, word, 2).slice(0, PARTS).join(' · ')
}

type Word = (option: Option) => string

function parts(value: unknown, schema: Schema, grammar: Grammar, word: Word, deeper: number): string[] {
  const shape = shapeOf(schema, grammar)
  switch (shape.kind) {
    case 'secret':
    case 'steps':
    case 'boolean':
      return []
    case 'enum': {
      const option = shape.options.find((one) => one.value === value)
      return option ? [word(option)] : []
    }
    case 'form': {
      if (!isRecord(value) || deeper === 0) return typeof value === 'string' ? [value] : []
      const fields = [...shape.fields, ...(shape.choice?.among ?? [])].filter(({ key }) => value[key] !== undefined)
      fields.sort((one, other) => Number(other.isRequired) - Number(one.isRequired))
      return fields.flatMap((field) => parts(value[field.key], field.schema, grammar, word, deeper - 1))
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
