import { Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTimeZone } from '../../session'
import { useWords } from '../../words/words'
import { moment } from '../../ui/formats'
import classes from './run.module.css'
import type { Line } from './tale'

/** What a line says; until when it waits, where and as the reader says it. */
export function LineSaid({ line: { said, waits } }: { line: Pick<Line, 'said' | 'waits'> }) {
  const { say, language } = useWords()
  const zone = useTimeZone()
  return <span>{waits ? say('line-waits', { ...waits, until: moment(waits.until, language, zone, 'second') }) : said}</span>
}

/** Lines of what happened. `toEnd`: the last stays in sight as more come. */
export function Lines({ lines, none, label, toEnd = false }: { lines: Line[]; none: string; label: string; toEnd?: boolean }) {
  const { language } = useWords()
  const zone = useTimeZone()
  const list = useRef<HTMLOListElement>(null)
  const last = lines.at(-1)?.number
  useEffect(() => {
    if (toEnd && list.current) list.current.scrollTop = list.current.scrollHeight
  }, [toEnd, last])
  if (lines.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    )
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium', timeZone: zone })
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls is reached by keyboard.
    <ol className={classes.log} ref={list} tabIndex={0} aria-label={label}>
      {lines.map((line) => (
        <li key={line.number} className={classes.line} data-tone={line.tone} data-inside={line.place || undefined}>
          <time dateTime={line.at}>{clock.format(new Date(line.at))}</time>
          <LineSaid line={line} />
        </li>
      ))}
    </ol>
  )
}
