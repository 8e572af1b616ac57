import type { Language } from '../words/language'

export type Detail = 'day' | 'minute' | 'second'

const SHAPES: Record<Detail, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  second: { dateStyle: 'medium', timeStyle: 'medium' },
}

/** A day without a time (`2027-04-01`) is that day everywhere. */
function isDay(at: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(at)
}

/** A moment in words. */
export function moment(at: string, language: Language, zone: string | undefined, detail: Detail): string {
  const shape = isDay(at) ? SHAPES.day : SHAPES[detail]
  return new Intl.DateTimeFormat(language, { ...shape, timeZone: isDay(at) ? 'UTC' : zone }).format(new Date(at))
}

/** Which day it is where the reader is, in days since 1970. */
function dayOf(moment: number, zone: string | undefined): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment)
  return Date.parse(day) / DAY
}

const DAY = 86_400_000
const STEPS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long ago, or how far away: by the clock within a day, else by the calendar of the reader. */
export function ago(at: string, now: number, language: Language, zone?: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const away = Date.parse(at) - now
  if (isDay(at) || Math.abs(away) >= DAY) {
    const days = (isDay(at) ? Date.parse(at) / DAY : dayOf(Date.parse(at), zone)) - dayOf(now, zone)
    if (Math.abs(days) < 60) return format.format(days, 'day')
    const months = Math.round(days / 30.44)
    return Math.abs(months) < 24 ? format.format(months, 'month') : format.format(Math.round(days / 365.25), 'year')
  }
  const [unit, length] = STEPS.find(([, length]) => Math.abs(away) >= length) ?? ['second', 0]
  // Under a minute it is now: seconds that stand still would be wrong.
  return length ? format.format(Math.trunc(away / length), unit) : format.format(0, 'second')
}

/** How long something took: the two units that matter. */
export function span(milliseconds: number, language: Language): string {
  const said = (amount: number, unit: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(amount)
  if (milliseconds < 1_000) return said(Math.round(milliseconds), 'millisecond')
  if (milliseconds < 60_000) return said(milliseconds / 1_000, 'second', 1)
  const seconds = Math.round(milliseconds / 1_000)
  const two = ([one, first]: [number, string], [other, second]: [number, string]) =>
    other ? `${said(one, first)} ${said(other, second)}` : said(one, first)
  if (seconds < 3_600) return two([Math.floor(seconds / 60), 'minute'], [seconds % 60, 'second'])
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1_440) return two([Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute'])
  const hours = Math.floor(minutes / 60)
  return two([Math.floor(hours / 24), 'day'], [hours % 24, 'hour'])
}

/** Bytes, in thousands as shops and systems count them. */
export function size(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1_000 ** power)
}
