import type { Schemas } from '../../api/client'
import { STATES } from './states'

const HOUR = 3_600_000

/** How far back one looks, by name. */
export const SINCE = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR } as const
export type Since = keyof typeof SINCE

/** Which runs are wanted: what stands in the address of the page. */
export interface Filters {
  state?: Schemas['RunState']
  automation?: string
  person?: string
  since?: Since
  /** Days, `2026-11-23`: from the first to the end of the last. */
  from?: string
  until?: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

export function filtersIn(params: URLSearchParams): Filters {
  const text = (name: string) => params.get(name) ?? undefined
  const day = (name: string) => {
    const value = text(name)
    return value && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined
  }
  return {
    state: STATES.find((state) => state === params.get('state')),
    automation: text('automation'),
    person: text('person'),
    since: (Object.keys(SINCE) as Since[]).find((since) => since === params.get('since')),
    from: day('from'),
    until: day('until'),
  }
}

/** As the API asks for them. Days begin where the reader is. */
export function queryOf({ since, from, until, ...rest }: Filters, now: number, zone: string | undefined) {
  if (since) return { ...rest, from: new Date(now - SINCE[since]).toISOString() }
  return {
    ...rest,
    from: from && startOf(from, zone).toISOString(),
    until: until && startOf(dayAfter(until), zone).toISOString(),
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * HOUR).toISOString().slice(0, 10)
}

/** When a day begins in a time zone. */
export function startOf(day: string, zone: string | undefined): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`)
  // The offset where the guess lies may be another than where the day begins: once more from there.
  const near = wanted - offsetAt(wanted, zone)
  return new Date(wanted - offsetAt(near, zone))
}

function offsetAt(at: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const there = Date.UTC(number('year'), number('month') - 1, number('day'), number('hour'), number('minute'), number('second'))
  return there - Math.floor(at / 1_000) * 1_000
}
