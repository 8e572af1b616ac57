import type { Grammar, Schema } from './grammar'

/** How a value is asked for. */
export type Shape =
  | { kind: 'text' | 'session' | 'folder' | 'variable' | 'file' | 'secret' | 'boolean' | 'any' | 'steps' }
  /** Text in which `{{ … }}` may stand; `takes`: what else it may be. */
  | { kind: 'template'; takes?: 'number' | 'boolean' }
  | { kind: 'number'; min?: number; max?: number }
  | { kind: 'enum'; options: Option[] }
  | { kind: 'enums'; options: Option[] }
  /** Texts one after the other; `alone`: a single one may stand without a list. */
  | { kind: 'list'; item: Schema; alone: boolean }
  | { kind: 'pairs'; value: Schema }
  | FormShape
  | { kind: 'variants'; variants: Variant[] }

export interface Option {
  /** The definition that it is of, for its words. */
  of: string
  value: string
  title?: string
}
export interface FieldShape {
  key: string
  schema: Schema
  isRequired: boolean
}
/** Fields, and one of several others: `connect` has a session, and an Outlook, a mail server or an EWS. */
export interface FormShape {
  kind: 'form'
  /** Its name among the forms. */
  form?: string
  fields: FieldShape[]
  choice?: { among: FieldShape[]; isRequired: boolean }
  /** What may stand in place of the form: `provider: google`. */
  words: Option[]
}
/** One of several ways to write a value. */
export interface Variant {
  name: string
  schema: Schema
}

export const formName = (definition: string) =>
  definition.replace(/[A-Z]/g, (letter, at: number) => (at ? '_' : '') + letter.toLowerCase())

export function shapeOf(given: Schema, grammar: Grammar): Shape {
  const { schema, name } = grammar.resolve(given)
  const widget = schema['x-carteiro']?.widget ?? given['x-carteiro']?.widget
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null')
  if (widget === 'secret') return { kind: 'secret' }
  if (schema.anyOf && !schema.properties) return ofSeveral(schema.anyOf, widget, grammar)
  const options = optionsOf(schema, name ?? 'kind')
  if (options && options.length === (schema.oneOf ?? schema.enum)?.length) return { kind: 'enum', options }
  if (schema.properties || schema.oneOf) return formOf(schema, name, options ?? [])
  if (types[0] === 'array') return ofList(schema.items ?? {}, grammar)
  if (types[0] === 'object') {
    const value = Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties
    return { kind: 'pairs', value: typeof value === 'object' ? value : {} }
  }
  if (types[0] === 'boolean') return { kind: 'boolean' }
  if (types[0] === 'integer' || types[0] === 'number')
    return { kind: 'number', min: schema.minimum, max: schema.maximum }
  if (types.length === 0) return { kind: 'any' }
  switch (widget) {
    case 'session':
    case 'folder':
    case 'variable':
    case 'file':
    case 'template':
      return { kind: widget }
    default:
      return { kind: 'text' }
  }
}

function optionsOf({ oneOf, enum: values }: Schema, of: string): Option[] | undefined {
  if (values) return values.map((value) => ({ of: 'kind', value: String(value) }))
  return oneOf?.flatMap(({ const: value, title }) => (typeof value === 'string' ? [{ of, value, title }] : []))
}

function formOf(schema: Schema, name: string | undefined, words: Option[]): FormShape {
  const fields = (of: Schema) =>
    Object.entries(of.properties ?? {}).map(([key, schema]) => ({
      key,
      schema,
      isRequired: of.required?.includes(key) ?? false,
    }))
  // `anyOf: [{ oneOf: … }, {}]`: one of them, or none.
  const some = schema.oneOf ?? schema.anyOf?.find(({ oneOf }) => oneOf)?.oneOf
  const among = some?.flatMap((one) => fields(one).map((field) => ({ ...field, isRequired: true })))
  const choice = among?.length ? { among, isRequired: schema.oneOf !== undefined } : undefined
  return { kind: 'form', form: name && formName(name), fields: fields(schema), choice, words }
}

function ofList(items: Schema, grammar: Grammar, alone = false): Shape {
  if (items.$ref?.endsWith('/Step')) return { kind: 'steps' }
  const item = shapeOf(items, grammar)
  return item.kind === 'enum' ? { kind: 'enums', options: item.options } : { kind: 'list', item: items, alone }
}

function ofSeveral(all: Schema[], widget: string | undefined, grammar: Grammar): Shape {
  const some = all.filter(({ type }) => type !== 'null')
  const typed = (type: string) => some.find((one) => one.type === type)
  if (widget === 'template') {
    const takes = typed('integer') ?? typed('number') ? 'number' : typed('boolean') ? 'boolean' : undefined
    return { kind: 'template', takes }
  }
  const [first, second] = some
  if (first && some.length === 1) return shapeOf({ ...first, 'x-carteiro': first['x-carteiro'] ?? (widget ? { widget } : undefined) }, grammar)
  // One of them, or a list of them.
  if (first && second?.type === 'array' && some.length === 2) return ofList(second.items ?? first, grammar, true)
  const scalars = some.filter(({ type }) => ['string', 'number', 'boolean'].includes(String(type)))
  const isAny = scalars.length > 1
  const rest = some.filter((one) => (isAny ? !scalars.includes(one) && one.type !== 'array' : true))
  const variants = rest.map((schema) => ({ name: variantName(schema), schema }))
  return { kind: 'variants', variants: isAny ? [{ name: 'value', schema: {} }, ...variants] : variants }
}

function variantName(schema: Schema): string {
  if (schema.type === 'string') return 'text'
  if (schema.type === 'array') return 'list'
  return Object.keys(schema.properties ?? {})[0] ?? 'form'
}

/** Which of the ways a value is written in. */
export function variantOf(value: unknown, variants: Variant[]): Variant | undefined {
  const named = (name: string) => variants.find((one) => one.name === name)
  if (value === undefined || value === null) return variants[0]
  if (Array.isArray(value)) return named('list') ?? named('value')
  if (typeof value !== 'object') return named('text') ?? named('value')
  return variants.find(({ name }) => name in value) ?? named('form') ?? named('value')
}
