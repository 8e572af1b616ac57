import { expect, it } from 'vitest'
import { sentIn } from './events'

it('an event has its number, its name and its data', () => {
  expect(sentIn('id: 7\ndata: {"a":1}')).toEqual({ id: '7', name: '', data: '{"a":1}' })
  expect(sentIn('event: end\ndata: {}')).toEqual({ id: '', name: 'end', data: '{}' })
  expect(sentIn('data: one\ndata: two')?.data).toBe('one\ntwo')
})
it('what only keeps the line open is no event', () => {
  expect(sentIn(':')).toBeUndefined()
  expect(sentIn('')).toBeUndefined()
})
