import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { follow } from '../../api/events'
import type { Schemas } from '../../api/client'
import { Section } from '../../ui/section'
import { useWords } from '../../words/words'
import { Lines } from './lines'
import { told } from './report'
import { type Line, Tale } from './tale'

/** So many lines are shown of one message. */
const MOST = 500

/** What the events of a run tell of one message, in their order. */
export function ItemTale({ run, item }: { run: Schemas['RunOpened']; item: Schemas['Item'] }) {
  const { say, language } = useWords()
  const [lines, set] = useState<Line[]>()
  useEffect(() => {
    const tale = new Tale(run.dry_run)
    const ended = () => {
      stop()
      set(tale.lines.slice(0, MOST))
    }
    const stop = follow(`/api/runs/${run.id}/events`, {
      event: (text) => {
        const one = told(text)
        const { event } = one
        if (event.items?.join('.') !== item.place || !event.step?.startsWith(item.step)) return
        tale.take(one)
        // What is told of one message stands together: nothing more comes.
        const isEnd = event.event === 'item_done' || event.event === 'item_failed'
        if (isEnd && event.step === item.step) ended()
      },
      over: ended,
      refused: ended,
    })
    return stop
  }, [run.id, run.dry_run, item.place, item.step, language])
  return (
    <Section title={say('item-tale')}>
      {lines === undefined ? (
        <Text size="sm" c="dimmed">
          {say('loading')}
        </Text>
      ) : (
        <Lines lines={lines} none={say('log-none')} label={say('item-tale')} />
      )}
    </Section>
  )
}
