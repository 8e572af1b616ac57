import { useTimeZone } from '../session'
import { useWords } from '../words/words'
import { ago, type Detail, moment } from './formats'
import { useNow } from './use-now'

/** A moment, where and as the reader says it. `relative`: how long ago it was, or how far away it is. */
export function Time({
  at,
  relative = false,
  detail = 'minute',
}: {
  at: string
  relative?: boolean
  detail?: Detail
}) {
  const { language } = useWords()
  const zone = useTimeZone()
  const now = useNow(relative)
  const whole = moment(at, language, zone, detail)
  return (
    <time dateTime={at} title={relative ? whole : undefined}>
      {relative ? ago(at, now, language, zone) : whole}
    </time>
  )
}
