/** When a day begins where the reader is, for the API. */
export function beginning(day: string, zone: string | undefined): string {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // What the clocks there show at that moment tells how far ahead they are; twice, since a change of clocks may lie between.
  const first = utc - ahead(utc, zone)
  return new Date(utc - ahead(first, zone)).toISOString()
}

/** The day after. */
export function following(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function ahead(at: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at
}
