import { useEffect, useState } from 'react'
import type { Schemas } from '../../../api/client'
import { follow } from '../../../api/events'
import type { Told } from '../../runs/report'
import { type Line, waited } from '../../runs/tale'

export type LogLine = Pick<Line, 'number' | 'said' | 'waits'>
type Heard = Told | { run: Schemas['Run'] }

/** So often what was heard is drawn, at the most. */
const DRAWN_EVERY = 150
/** So many lines are kept: the page of the run has them all. */
const MOST = 500

/** Follows a run that was started here: its log as it comes, and how it ended. */
export function useLog(started: Schemas['Run'] | undefined): { run?: Schemas['Run']; lines: LogLine[] } {
  const [heard, set] = useState<{ of?: string; run?: Schemas['Run']; lines: LogLine[] }>({ lines: [] })
  const id = started?.id
  const isDry = started?.dry_run ?? false
  useEffect(() => {
    if (!id) return
    let lines: LogLine[] = []
    let run: Schemas['Run'] | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = () => {
      timer = undefined
      set({ of: id, run, lines })
    }
    const take = (text: string) => {
      const told = JSON.parse(text) as Heard
      if ('run' in told) run = told.run
      else {
        // What an automation itself writes has no sentence of ours.
        const said = told.said ?? (told.event.event === 'log' ? told.event.text : undefined)
        if (said) lines = [...lines.slice(1 - MOST), { number: told.number, said, waits: waited(told.event, isDry) }]
      }
      timer ??= setTimeout(draw, DRAWN_EVERY)
    }
    const stop = follow(`/api/runs/${id}/events`, { event: take, end: take })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [id, isDry])
  if (heard.of !== id) return { run: started, lines: [] }
  const isBegun = started?.state === 'queued' && heard.lines.length > 0
  return { run: heard.run ?? (started && isBegun ? { ...started, state: 'running' } : started), lines: heard.lines }
}
