import { useEffect, useRef, useState } from 'react'
import type { Schemas } from '../../api/client'
import { follow } from '../../api/events'
import type { Problem } from '../../api/problem'
import { useWords } from '../../words/words'
import { told } from './report'
import { Tale } from './tale'

export interface Heard {
  tale: Tale
  /** Everything was heard: the run has ended. */
  isOver: boolean
  /** The line is broken, and is taken up again by itself. */
  isLost: boolean
  problem?: Problem
}

/** So often what was heard is drawn, at the most. */
const DRAWN_EVERY = 200

/** Follows a run from its first event on. `ended` is called when it has ended. */
export function useTale({ id, dry_run: isDry }: Schemas['RunOpened'], ended: () => void): Heard {
  const { language } = useWords()
  const [heard, set] = useState<Heard>(() => ({ tale: new Tale(isDry), isOver: false, isLost: false }))
  const atEnd = useRef(ended)
  useEffect(() => {
    atEnd.current = ended
  })
  useEffect(() => {
    // The sentences come in one language: another one is another tale.
    const tale = new Tale(isDry)
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = (more?: Partial<Heard>) => {
      clearTimeout(timer)
      timer = undefined
      set((before) => ({ ...(before.tale === tale ? before : { isOver: false, isLost: false }), tale, ...more }))
    }
    const stop = follow(`/api/runs/${encodeURIComponent(id)}/events`, {
      event: (text) => {
        tale.take(told(text))
        timer ??= setTimeout(draw, DRAWN_EVERY)
      },
      over: () => {
        draw({ isOver: true, isLost: false })
        atEnd.current()
      },
      lost: (isLost) => draw({ isLost }),
      refused: (problem) => draw({ problem }),
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [id, isDry, language])
  return heard
}
