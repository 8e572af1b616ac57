import type { Schemas } from '../../api/client'

/** Secrets end, and providers announce, on a day: it is that day wherever the reader is. */
export function dayOf({ what, at }: Pick<Schemas['ExpiryShown'], 'what' | 'at'>): string {
  return what === 'secret' || what === 'provider' ? at.slice(0, 10) : at
}
