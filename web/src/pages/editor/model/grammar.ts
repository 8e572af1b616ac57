import { isRecord } from './path'

/** What the editor reads of a JSON Schema. */
export interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string | string[]
  title?: string
  description?: string
  default?: unknown
  const?: unknown
  enum?: unknown[]
  pattern?: string
  minimum?: number
  maximum?: number
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  required?: string[]
  items?: Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
  'x-carteiro'?: { widget?: string; group?: string; expected?: string }
}

/** A part of an action in which steps stand: a list of them, or a list of clauses which have lists of their own. */
export interface StepPart {
  key: string
  kind: 'steps' | 'clauses'
  /** The clauses' own parts. */
  parts: StepPart[]
}

/** The grammar of automations, read off their schema. */
export interface Grammar {
  root: Schema
  /** The schema that is meant, with the name of its definition; `null` besides is left aside. */
  resolve: (schema: Schema) => { schema: Schema; name?: string }
  /** The schema of an action. */
  action: (name: string) => Schema | undefined
  /** Where steps stand in what has this schema. */
  parts: (schema: Schema) => StepPart[]
}

const STEP = '#/$defs/Step'

export function grammarOf(root: Schema): Grammar {
  const defs = root.$defs ?? {}
  const resolve = (schema: Schema, name?: string): { schema: Schema; name?: string } => {
    if (schema.$ref) {
      const named = schema.$ref.split('/').at(-1) ?? ''
      return resolve(defs[named] ?? {}, named)
    }
    const some = schema.anyOf?.filter(({ type }) => type !== 'null')
    if (some?.length === 1 && schema.anyOf?.length === 2 && some[0] && !schema.properties) return resolve(some[0], name)
    return { schema, name }
  }
  const actions = new Map(
    (defs.Step?.oneOf ?? []).flatMap(({ properties = {} }) =>
      Object.entries(properties).map(([name, schema]) => [name, resolve(schema).schema] as const),
    ),
  )
  const known = new Map<Schema, StepPart[]>()
  const parts = (schema: Schema): StepPart[] => {
    const before = known.get(schema)
    if (before) return before
    const found: StepPart[] = []
    // What holds itself is asked for only once.
    known.set(schema, found)
    for (const [key, of] of Object.entries(schema.properties ?? {})) {
      const { items } = resolve(of).schema
      if (items?.$ref === STEP) found.push({ key, kind: 'steps', parts: [] })
      else if (items) {
        const inner = parts(resolve(items).schema)
        if (inner.length > 0) found.push({ key, kind: 'clauses', parts: inner })
      }
    }
    return found
  }
  return { root, resolve, action: (name) => actions.get(name), parts }
}

/** What a step does: the name of its action; none: it is no step. */
export function actionOf(step: unknown): string | undefined {
  return isRecord(step) ? Object.keys(step)[0] : undefined
}
