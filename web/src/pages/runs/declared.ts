import { parse } from 'yaml'

export const TYPES = ['text', 'number', 'boolean', 'date_time', 'list', 'table', 'record', 'file', 'credential'] as const
export type Type = (typeof TYPES)[number]

/** A variable, as an automation declares it. */
export interface Declared {
  name: string
  type: Type
  required: boolean
  /** None: it has no value until one is given. */
  fallback?: unknown
}

type Plain = Record<string, unknown>
const isRecord = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The variables that a text declares; none where it cannot be read. */
export function declaredIn(text: string): Declared[] {
  try {
    const root: unknown = parse(text)
    if (!isRecord(root) || !isRecord(root.variables)) return []
    return Object.entries(root.variables).map(([name, value]) => declared(name, value))
  } catch {
    return []
  }
}

function declared(name: string, value: unknown): Declared {
  const type = isRecord(value) && TYPES.find((one) => one === value.type)
  if (type && isRecord(value)) return { name, type, required: value.required === true, fallback: value.default }
  const kind: Type = Array.isArray(value) ? 'list' : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text'
  return { name, type: kind, required: false, fallback: value }
}

/** What was typed as the value that the API takes. `undefined`: nothing was given. Throws where it is none of its type. */
export function given(type: Type, typed: string): unknown {
  if (typed === '') return undefined
  switch (type) {
    case 'number': {
      const number = Number(typed.trim().replace(',', '.'))
      if (typed.trim() === '' || !Number.isFinite(number)) throw new Misfit('number')
      return number
    }
    case 'boolean':
      return typed === 'true'
    case 'list':
      return typed.trimStart().startsWith('[') ? json(typed, Array.isArray, 'list') : typed.split('\n').map((line) => line.trim()).filter(Boolean)
    case 'table':
      return json(typed, (value) => Array.isArray(value) && value.every(isRecord), 'table')
    case 'record':
      return json(typed, isRecord, 'record')
    default:
      return typed
  }
}

/** What was typed does not fit. */
export class Misfit extends Error {
  constructor(readonly wanted: 'number' | 'list' | 'table' | 'record') {
    super(wanted)
  }
}

function json(typed: string, fits: (value: unknown) => boolean, wanted: Misfit['wanted']): unknown {
  let value: unknown
  try {
    value = JSON.parse(typed)
  } catch {
    throw new Misfit(wanted)
  }
  if (!fits(value)) throw new Misfit(wanted)
  return value
}

/** A value as one would type it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
