import { expect, it } from 'vitest'
import type { ProviderForm } from './asked-for'
import { asked, draft, missing, written } from './draft'

const word = { en: '', 'pt-BR': '' }
const field = (name: string, takes: string, required: boolean, grants: string[] = []) => ({
  name,
  takes,
  required,
  grants,
  label: word,
  help: word,
})
const form = {
  provider: 'microsoft',
  label: word,
  grants: [{ grant: 'authorization_code', label: word }, { grant: 'client_credentials', label: word }],
  services: ['imap', 'graph'],
  scopes: {},
  fields: [
    field('name', 'text', true),
    field('grant', 'grant', true),
    field('token', 'token', true),
    field('services', 'services', true),
    field('tenant', 'text', false, ['authorization_code']),
    field('tenant', 'text', true, ['client_credentials']),
    field('secret', 'secret', true, ['authorization_code']),
    field('certificate', 'secret_text', false, ['client_credentials']),
    field('scopes', 'list', false),
    field('is_default', 'flag', false),
  ],
} as unknown as ProviderForm

it('asks for what the grant wants, once', () => {
  expect(asked(form, 'client_credentials').map(({ name }) => name)).toEqual([
    'name', 'grant', 'token', 'services', 'tenant', 'certificate', 'scopes', 'is_default',
  ])
  expect(asked(form, 'client_credentials').find(({ name }) => name === 'tenant')?.required).toBe(true)
})

it('sends what was asked for and nothing else', () => {
  const typed = { ...draft(form), name: ' finance ', secret: ' s ', scopes: '', certificate: 'of before' }
  expect(written(form, typed)).toEqual({
    provider: 'microsoft',
    name: 'finance',
    grant: 'authorization_code',
    token: 'shared',
    services: ['imap'],
    secret: ' s ',
    is_default: false,
  })
})

it('has an application act by one token', () => {
  const typed = { ...draft(form), grant: 'client_credentials', token: 'user_specific' }
  expect(written(form, typed).token).toBe('shared')
})

it('wants no secret that is kept', () => {
  const typed = { ...draft(form), name: 'finance' }
  expect(missing(form, typed, () => false)).toEqual(['secret'])
  expect(missing(form, typed, (name) => name === 'secret')).toEqual([])
})
