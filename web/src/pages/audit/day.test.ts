import { expect, it } from 'vitest'
import { beginning, following } from './day'

it('begins a day where the reader is', () => {
  expect(beginning('2026-11-23', 'America/Sao_Paulo')).toBe('2026-11-23T03:00:00.000Z')
  expect(beginning('2026-11-23', 'UTC')).toBe('2026-11-23T00:00:00.000Z')
  expect(beginning('2026-11-23', 'Asia/Tokyo')).toBe('2026-11-22T15:00:00.000Z')
})
it('begins the days on which clocks change', () => {
  expect(beginning('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(beginning('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z')
})
it('knows the day after', () => {
  expect(following('2026-12-31')).toBe('2027-01-01')
})
