import { expect, it } from 'vitest'
import type { Report, Told } from './report'
import { Tale } from './tale'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23) + seconds * 1_000).toISOString()
const told = (number: number, event: Partial<Report> & { event: string }, said?: string): Told => ({
  number,
  ...(said === undefined ? {} : { said }),
  event: { at: at(number), ...event },
})

it('an event that is heard twice is taken once', () => {
  const tale = new Tale()
  tale.take(told(1, { event: 'item_done', step: 'steps[0]', items: [1] }))
  tale.take(told(1, { event: 'item_done', step: 'steps[0]', items: [1] }))
  expect(tale.finished).toBe(1)
})
it('what an author logs is a line, and what nobody waits for is none', () => {
  const tale = new Tale()
  tale.take(told(1, { event: 'step_started', step: 'steps[0]', action: 'log' }))
  tale.take(told(2, { event: 'log', step: 'steps[0]', text: 'Hello' }))
  expect(tale.lines.map((line) => line.said)).toEqual(['Hello'])
  expect(tale.steps.get('steps[0]')).toMatchObject({ action: 'log', isRunning: true, acts: 1 })
})
it('a failure counts where it happened', () => {
  const tale = new Tale()
  const failure = { kind: 'not_found', code: 'x', place: { line: 1, column: 1, path: 'steps[1].for_each_mail.do[0]' } }
  tale.take(told(1, { event: 'item_failed', step: 'steps[1]', items: [1], failure }, 'failed'))
  expect(tale.steps.get('steps[1].for_each_mail.do[0]')?.failed).toBe(1)
  expect(tale.wrong).toHaveLength(1)
})
it('progress of a step over many messages is counted once', () => {
  const tale = new Tale()
  tale.take(told(1, { event: 'progress', step: 'steps[0]', done: 10, failed: 0 }))
  tale.take(told(2, { event: 'progress', step: 'steps[0]', done: 25, failed: 1 }))
  tale.take(told(3, { event: 'messages_done', step: 'steps[0]', done: 30, failed: 1 }))
  expect(tale.finished).toBe(31)
})
it('the rate is of the last seconds, and of the whole once it is over', () => {
  const tale = new Tale()
  for (let number = 1; number <= 40; number += 1) tale.take(told(number, { event: number > 30 ? 'item_done' : 'log', text: 'x' }))
  expect(tale.rate(false)).toBe(1)
  expect(tale.rate(true)).toBeCloseTo(10 / 39)
})
it('a pause lasts until it says', () => {
  const tale = new Tale()
  tale.take(told(1, { event: 'retrying', pause_ms: 5_000 }, 'throttled'))
  expect(tale.wait).toEqual({ until: Date.parse(at(6)), isAsked: false, said: 'throttled' })
})
it('what a line waits for and until when is kept, for whoever reads it where they are', () => {
  const tale = new Tale()
  const wait = { event: 'waiting', until: at(60) }
  tale.take(told(1, { ...wait, for_mail: true }, 'waiting'))
  tale.take(told(2, wait, 'waiting'))
  const dry = new Tale(true)
  dry.take(told(3, wait, 'waiting'))
  const lines = [...tale.lines, ...dry.lines]
  expect(lines.map((line) => line.waits)).toEqual(['mail', 'time', 'tried'].map((what) => ({ what, until: at(60) })))
})
it('takes 100,000 events in no time', () => {
  const tale = new Tale()
  const before = performance.now()
  for (let number = 1; number <= 120_000; number += 1)
    tale.take(told(number, { event: 'log', text: 'x', step: 'steps[0]', items: [number] }))
  expect(performance.now() - before).toBeLessThan(5_000)
  expect(tale.lines.length).toBeLessThanOrEqual(110_000)
})
