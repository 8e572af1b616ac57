import type { Language } from '../words/language'

export type Detail = 'day' | 'minute' | 'second'

const SHAPES: Record<Detail, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  second: { dateStyle: 'medium', timeStyle: 'medium' },
}

/** A moment in words. A day without a time (`2027-04-01`) is that day everywhere. */
export function moment(at: string, language: Language, zone: string | undefined, detail: Detail): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(at)
  const shape = isDay ? SHAPES.day : SHAPES[detail]
  return new Intl.DateTimeFormat(language, { ...shape, timeZone: isDay ? 'UTC' : zone }).format(new Date(at))
}

const STEPS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

export function ago(at: string, now: number, language: Language): string {
  const seconds = (Date.parse(at) - now) / 1000
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  // Under a minute it is now: seconds that stand still would be wrong.
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.trunc(seconds / length), unit)
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
