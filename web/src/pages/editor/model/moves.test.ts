import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { grammarOf, type Schema } from './grammar'
import { dropAt, targetOf, type Way } from './moves'
import { read, written } from './path'
import { rowsOf } from './rows'
import { skeleton } from './skeleton'

const root = join(import.meta.dirname, '../../../../..')
const grammar = grammarOf(JSON.parse(readFileSync(join(root, 'docs/automation.schema.json'), 'utf8')) as Schema)
const value: unknown = parse(`
steps:
  - connect: { session: a, outlook: {} }
  - for_each_mail: { session: a, do: [{ log: { text: one } }, { log: { text: two } }] }
  - log: { text: three }
`)
const rows = rowsOf(value, grammar)
const go = (at: number, way: Way) => {
  const row = rows[at]
  const target = row?.kind === 'step' ? targetOf(row, way, rows, value, grammar) : undefined
  return target && `${written(target.list)} ${target.index}`
}

it('moves by keyboard: up and down in its list, into the step before, and out', () => {
  expect([go(0, 'up'), go(0, 'down'), go(0, 'in'), go(0, 'out')]).toEqual([undefined, 'steps 2', undefined, undefined])
  expect([go(4, 'up'), go(4, 'down'), go(4, 'in')]).toEqual(['steps 1', undefined, 'steps[1].for_each_mail.do 2'])
  expect([go(3, 'down'), go(3, 'up'), go(2, 'out')]).toEqual([undefined, 'steps[1].for_each_mail.do 0', 'steps 2'])
})

it('drops before, behind and right inside', () => {
  const drop = (at: number, half: 'upper' | 'lower') => {
    const target = rows[at] && dropAt(rows[at], half, rows)
    return target && `${written(target.list)} ${target.index}`
  }
  expect([drop(0, 'upper'), drop(0, 'lower')]).toEqual(['steps 0', 'steps 1'])
  expect([drop(1, 'lower'), drop(3, 'lower')]).toEqual(['steps[1].for_each_mail.do 0', 'steps[1].for_each_mail.do 2'])
})

it('begins a step with what it cannot do without', () => {
  expect(skeleton('move', grammar, 'a')).toBe('- move:\n    to: ""\n')
  // Outside a loop it has to say where.
  expect(skeleton('move', grammar, 'a', true)).toBe('- move:\n    session: a\n    to: ""\n')
  expect(parse(skeleton('for_each_mail', grammar, 'a'))).toEqual([{ for_each_mail: { session: 'a', do: [] } }])
})

it('reads and writes paths as the server does', () => {
  for (const path of ['steps[0].connect.mail_server.port', 'steps[12].try.catch[0].do[1]', 'name'])
    expect(written(read(path))).toBe(path)
})
