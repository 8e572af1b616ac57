import { expect, it } from 'vitest'
import { ago, moment, size, span } from './formats'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

it('says a moment where the reader is', () => {
  const at = '2026-11-23T02:30:00Z'
  expect(plain(moment(at, 'en', 'America/Sao_Paulo', 'minute'))).toBe('Nov 22, 2026, 11:30 PM')
  expect(plain(moment(at, 'pt-BR', 'America/Sao_Paulo', 'minute'))).toBe('22 de nov. de 2026, 23:30')
})
it('says a day as the same day everywhere', () => {
  expect(moment('2027-04-01', 'en', 'America/Sao_Paulo', 'minute')).toBe('Apr 1, 2027')
})
it('says how long ago', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  expect(ago('2026-11-23T11:59:30Z', now, 'en')).toBe('now')
  expect(ago('2026-11-23T09:10:00Z', now, 'en')).toBe('2 hours ago')
  expect(ago('2026-11-24T12:00:00Z', now, 'pt-BR')).toBe('amanhã')
  expect(ago('2026-11-11T12:00:00Z', now, 'en')).toBe('12 days ago')
  expect(ago('2027-04-01T00:00:00Z', now, 'en')).toBe('in 4 months')
})
it('counts days as the reader has them', () => {
  const late = Date.parse('2026-11-24T01:00:00Z') // In São Paulo it is the 23rd.
  expect(ago('2026-11-25', late, 'en', 'America/Sao_Paulo')).toBe('in 2 days')
  expect(ago('2026-11-25', late, 'en', 'UTC')).toBe('tomorrow')
  expect(ago('2026-11-24', late, 'en', 'America/Sao_Paulo')).toBe('tomorrow')
  expect(ago('2026-11-22T01:00:00Z', late, 'en', 'America/Sao_Paulo')).toBe('2 days ago')
})
it('says how long', () => {
  expect(plain(span(340, 'en'))).toBe('340 ms')
  expect(plain(span(2_340, 'pt-BR'))).toBe('2,3 s')
  expect(plain(span(125_000, 'en'))).toBe('2 min 5 sec')
  expect(plain(span(7_200_000, 'en'))).toBe('2 hr')
})
it('says how large', () => {
  expect(plain(size(1, 'en'))).toBe('1 byte')
  expect(plain(size(999, 'en'))).toBe('999 bytes')
  expect(plain(size(1_250_000, 'pt-BR'))).toBe('1,3 MB')
})
