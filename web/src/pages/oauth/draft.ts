import type { Schemas } from '../../api/client'
import { asLines, ofLines } from '../../ui/lines'
import type { Connection, Field, Grant, ProviderForm } from './asked-for'

/** What is typed into a form, by the names of its fields. */
export type Draft = Record<string, string | string[] | boolean>

/** Whether a connection of this grant is signed in to by a person. */
export function isOfPerson(grant: unknown): boolean {
  return grant === 'authorization_code' || grant === 'device_code'
}

/** The fields that a provider asks for with a grant: one of each name. */
export function asked(form: ProviderForm, grant: unknown): Field[] {
  const fits = (field: Field) => !field.grants?.length || field.grants.includes(grant as Grant)
  return form.fields.filter(fits).filter((field, at, all) => all.findIndex(({ name }) => name === field.name) === at)
}

const SECRET: Field['takes'][] = ['secret', 'secret_text']

export function isSecret({ takes }: Field): boolean {
  return SECRET.includes(takes)
}

function nothing(field: Field, form: ProviderForm): Draft[string] {
  if (field.takes === 'flag') return false
  if (field.takes === 'services') return form.services.slice(0, 1)
  if (field.takes === 'roles') return []
  if (field.takes === 'grant') return form.grants[0]?.grant ?? ''
  if (field.takes === 'token') return 'shared'
  return field.takes === 'cloud' ? 'global' : ''
}

/** What a form begins with: nothing, or what a connection is. What is secret is never among it. */
export function draft(form: ProviderForm, connection?: Connection): Draft {
  const was = connection as Record<string, unknown> | undefined
  return Object.fromEntries(
    form.fields.map((field) => {
      const value = isSecret(field) ? undefined : was?.[field.name]
      if (value === undefined || value === null) return [field.name, nothing(field, form)]
      return [field.name, field.takes === 'list' ? asLines(value as string[]) : (value as Draft[string])]
    }),
  )
}

/** As the API takes it: what the form asks for and nothing else. A secret that is not typed stays as it is. */
export function written(form: ProviderForm, typed: Draft): Schemas['Written'] {
  const body: Record<string, unknown> = { provider: form.provider, services: [] }
  for (const field of asked(form, typed.grant)) {
    const value = typed[field.name]
    if (field.takes === 'list') {
      const list = ofLines(typeof value === 'string' ? value : '')
      if (list.length || field.name !== 'scopes') body[field.name] = list
    } else if (typeof value !== 'string') body[field.name] = value
    else if (value.trim()) body[field.name] = isSecret(field) ? value : value.trim()
  }
  if (!isOfPerson(typed.grant)) body.token = 'shared'
  return body as Schemas['Written']
}

/** The fields that are still to be filled in. */
export function missing(form: ProviderForm, typed: Draft, kept: (name: string) => boolean): string[] {
  return asked(form, typed.grant)
    .filter(({ required, name }) => required && !kept(name))
    .filter(({ name }) => {
      const value = typed[name]
      return typeof value === 'boolean' ? false : !value?.length || (typeof value === 'string' && !value.trim())
    })
    .map(({ name }) => name)
}
