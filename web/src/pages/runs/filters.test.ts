import { expect, it } from 'vitest'
import { filtersIn, queryOf, startOf } from './filters'

it('what stands in the address and is none of these is left out', () => {
  const found = filtersIn(new URLSearchParams('state=failed&since=century&from=2026-13-99&until=2026-11-23&person=p'))
  expect(found).toEqual({ state: 'failed', until: '2026-11-23', person: 'p' })
})
it('a day begins where the reader is', () => {
  expect(startOf('2026-11-23', 'America/Sao_Paulo').toISOString()).toBe('2026-11-23T03:00:00.000Z')
  expect(startOf('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z')
})
it('the last day is wanted to its end', () => {
  const query = queryOf({ from: '2026-11-22', until: '2026-11-23' }, 0, 'UTC')
  expect(query).toEqual({ from: '2026-11-22T00:00:00.000Z', until: '2026-11-24T00:00:00.000Z' })
})
it('the last hour is counted from now', () => {
  expect(queryOf({ since: 'hour' }, Date.parse('2026-11-23T10:00:00Z'), 'UTC').from).toBe('2026-11-23T09:00:00.000Z')
})
