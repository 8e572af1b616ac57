import type { Tone } from '../../ui/status'

const DAY = 86_400_000

/** How much something that ends at some time matters today. */
export function urgency(at: string, now: number): Tone {
  const left = Date.parse(at) - now
  if (left < 7 * DAY) return 'bad'
  return left < 30 * DAY ? 'warn' : 'idle'
}
