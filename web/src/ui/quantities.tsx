import { useWords } from '../words/words'
import { size, span } from './formats'

/** How long something took. */
export function Span({ milliseconds }: { milliseconds: number }) {
  return <>{span(milliseconds, useWords().language)}</>
}

/** How large something is. */
export function Size({ bytes }: { bytes: number }) {
  return <>{size(bytes, useWords().language)}</>
}

/** How many. */
export function Count({ of }: { of: number }) {
  return <>{new Intl.NumberFormat(useWords().language).format(of)}</>
}
