import { expect, it } from 'vitest'
import { declaredIn, given, Misfit, shown } from './declared'

it('a variable is declared by its value, or in detail', () => {
  const text = `
variables:
  host: 127.0.0.1
  port: 143
  loudly: false
  words: [a, b]
  since: { type: date_time, required: true }
  limit: { type: number, default: 5 }
`
  expect(declaredIn(text)).toEqual([
    { name: 'host', type: 'text', required: false, fallback: '127.0.0.1' },
    { name: 'port', type: 'number', required: false, fallback: 143 },
    { name: 'loudly', type: 'boolean', required: false, fallback: false },
    { name: 'words', type: 'list', required: false, fallback: ['a', 'b'] },
    { name: 'since', type: 'date_time', required: true, fallback: undefined },
    { name: 'limit', type: 'number', required: false, fallback: 5 },
  ])
  expect(declaredIn('steps: [')).toEqual([])
})
it('what is typed becomes what is declared', () => {
  expect(given('text', '0042')).toBe('0042')
  expect(given('number', '3,5')).toBe(3.5)
  expect(given('boolean', 'false')).toBe(false)
  expect(given('list', 'a\n\n b ')).toEqual(['a', 'b'])
  expect(given('list', '[1, 2]')).toEqual([1, 2])
  expect(given('record', '{"a": 1}')).toEqual({ a: 1 })
  expect(given('number', '')).toBeUndefined()
})
it('what does not fit is told', () => {
  expect(() => given('number', 'many')).toThrow(Misfit)
  expect(() => given('table', '[1]')).toThrow(Misfit)
  expect(() => given('record', '{')).toThrow(Misfit)
})
it('a default is shown as one would type it', () => {
  expect(shown(['a'])).toBe('["a"]')
  expect(shown(7)).toBe('7')
  expect(shown(undefined)).toBe('')
})
