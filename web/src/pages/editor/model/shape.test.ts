import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { grammarOf, type Schema } from './grammar'
import { type FormShape, shapeOf, variantOf } from './shape'
import { summaryOf } from './summary'

const root = join(import.meta.dirname, '../../../../..')
const schema = JSON.parse(readFileSync(join(root, 'docs/automation.schema.json'), 'utf8')) as Schema
const grammar = grammarOf(schema)
const shape = (...[name = '', ...fields]: string[]) => {
  let now: Schema = { $ref: `#/$defs/${name}` }
  for (const field of fields) {
    const form = shapeOf(now, grammar) as FormShape
    now = [...form.fields, ...(form.choice?.among ?? [])].find(({ key }) => key === field)?.schema ?? {}
  }
  return shapeOf(now, grammar)
}

it('tells how each field is asked for', () => {
  expect(shape('Connect', 'session').kind).toBe('session')
  expect(shape('Connect', 'allow').kind).toBe('enums')
  expect(shape('MailServer', 'port')).toEqual({ kind: 'template', takes: 'number' })
  expect(shape('MailServer', 'security').kind).toBe('enum')
  expect(shape('If', 'condition')).toEqual({ kind: 'template', takes: 'boolean' })
  expect(shape('Basic', 'password').kind).toBe('secret')
  expect(shape('Managed', 'username').kind).toBe('secret')
  expect(shape('Mark', 'read').kind).toBe('boolean')
  expect(shape('ForEachMail', 'folder').kind).toBe('folder')
  expect(shape('ForEachMail', 'do').kind).toBe('steps')
  expect(shape('ForEachMail', 'concurrency')).toEqual({ kind: 'number', min: 1, max: 1000 })
  expect(shape('Send', 'to')).toMatchObject({ kind: 'list', alone: true })
  expect(shape('HttpRequest', 'headers').kind).toBe('pairs')
  expect(shape('Set', 'value').kind).toBe('any')
  expect(shape('Retry', 'kinds').kind).toBe('enums')
})

it('finds the choices: kind, mode, provider', () => {
  expect(shape('Connect')).toMatchObject({ form: 'connect', choice: { isRequired: true } })
  expect((shape('Connect') as FormShape).choice?.among.map(({ key }) => key)).toEqual(['outlook', 'mail_server', 'ews'])
  expect((shape('MailServer', 'auth') as FormShape).choice?.among).toHaveLength(9)
  expect(shape('AuthorizationCode', 'provider')).toMatchObject({ words: [{ value: 'microsoft' }, {}, {}] })
  expect((shape('HttpRequest') as FormShape).choice?.isRequired).toBe(false)
})

it('knows the ways to write a text filter', () => {
  const filter = shape('Filter', 'subject')
  if (filter.kind !== 'variants') throw new Error(filter.kind)
  const way = (value: unknown) => variantOf(value, filter.variants)?.name
  expect(filter.variants.map(({ name }) => name)).toEqual(['text', 'exact', 'contains', 'regex', 'list'])
  expect([way(undefined), way('a'), way({ regex: 'a' }), way(['a'])]).toEqual(['text', 'text', 'regex', 'list'])
})

it('asks for everything there is', () => {
  for (const name of Object.keys(schema.$defs ?? {})) expect(() => shape(name)).not.toThrow()
})

it('tells a step in one line, without its secrets', () => {
  const auth = { basic: { username: 'ana', password: 'hush' } }
  const connect = { session: 'office', timeout: '5s', mail_server: { host: 'imap.example.org', security: 'tls', auth } }
  const said = (action: string, value: unknown) =>
    summaryOf(value, action, grammar, {
      option: ({ value }) => `<${value}>`,
      flag: (form, key, isOn) => `${form ?? ''}.${key}=${String(isOn)}`,
    })
  expect(said('connect', connect)).toBe('office · imap.example.org · <tls> · 5s')
  expect(said('set', { name: 'count', value: '{{ count + 1 }}' })).toBe('count · {{ count + 1 }}')
  expect(said('for_each_mail', { session: 'a', where: { status: 'unread', subject: { regex: 'x' } }, do: [] })).toBe(
    'a · <unread> · x',
  )
  expect(said('mark', { read: true, flagged: false })).toBe('mark.read=true · mark.flagged=false')
})
