import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client'
import { Count, Size, Span } from '../../ui/quantities'
import { useNow } from '../../ui/use-now'
import { useWords } from '../../words/words'
import classes from './run.module.css'
import type { Heard } from './use-tale'

interface Cost {
  connections: number
  commands: number
  turns: number
  received: number
  sent: number
}

/** A run in numbers. */
export function Figures({ run, heard }: { run: Schemas['RunOpened']; heard: Heard }) {
  const { say, language } = useWords()
  const now = useNow(!run.ended_at)
  const cost = run.cost as Cost | null | undefined
  const rate = heard.tale.rate(heard.isOver)
  const lasted = run.began_at ? (run.ended_at ? Date.parse(run.ended_at) : now) - Date.parse(run.began_at) : undefined
  const digits = new Intl.NumberFormat(language, { maximumFractionDigits: rate < 10 ? 1 : 0 })
  return (
    <dl className={classes.figures}>
      <Figure title={say(run.dry_run ? 'figure-would' : 'figure-done')}>
        <Count of={run.done} />
      </Figure>
      <Figure title={say('figure-failed')} isBad={run.failed > 0}>
        <Count of={run.failed} />
      </Figure>
      <Figure title={say('figure-files')} small={run.files > 0 && <Size bytes={run.bytes} />}>
        <Count of={run.files} />
      </Figure>
      <Figure title={say('figure-rate')} small={say('figure-rate-unit')}>
        {digits.format(rate)}
      </Figure>
      <Figure
        title={say('figure-lasted')}
        small={heard.tale.waits > 0 && say('figure-waits', { count: heard.tale.waits })}
      >
        {lasted === undefined ? '–' : <Span milliseconds={Math.max(0, lasted)} />}
      </Figure>
      {cost && (
        <>
          <Figure title={say('figure-turns')} small={cost.connections > 0 && say('figure-connections', { count: cost.connections })}>
            <Count of={cost.turns} />
          </Figure>
          <Figure title={say('figure-bytes')} small={<Sent bytes={cost.sent} />}>
            <Size bytes={cost.received} />
          </Figure>
        </>
      )}
    </dl>
  )
}

function Sent({ bytes }: { bytes: number }) {
  const { say } = useWords()
  return (
    <>
      {say('figure-sent')} <Size bytes={bytes} />
    </>
  )
}

function Figure({
  title,
  small,
  isBad = false,
  children,
}: {
  title: string
  small?: ReactNode
  isBad?: boolean
  children: ReactNode
}) {
  return (
    <div className={`${classes.figure ?? ''} ${isBad ? (classes.bad ?? '') : ''}`}>
      <dt>{title}</dt>
      <dd>
        {children}
        {small && <small>{small}</small>}
      </dd>
    </div>
  )
}
