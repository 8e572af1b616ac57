import { type RefObject, useEffect, useMemo, useState } from 'react'
import type { Row } from '../model/rows'

/** So high is a line, as tree.module.css has it, in rem. */
const STEP = 2.75
const LIST = 2
/** So many lines are drawn beyond what is seen, and so many are always drawn. */
const BEYOND = 8
const ALL = 60

export interface Window {
  /** Where each line begins, and after the last one where they end, in rem. */
  tops: number[]
  /** Lines from here on are drawn, up to there. */
  from: number
  to: number
}

/** Which lines are seen: of many, only those are drawn. */
export function useWindow(rows: Row[], tree: RefObject<HTMLElement | null>): Window {
  const tops = useMemo(() => {
    const found = [0]
    for (const { kind } of rows) found.push((found.at(-1) ?? 0) + (kind === 'list' ? LIST : STEP))
    return found
  }, [rows])
  const [seen, see] = useState({ top: 0, height: 60 })
  const isLong = rows.length > ALL
  useEffect(() => {
    const scroller = tree.current?.parentElement
    if (!isLong || !scroller) return
    const look = () => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
      const top = (scroller.getBoundingClientRect().top - (tree.current?.getBoundingClientRect().top ?? 0)) / rem
      const height = scroller.clientHeight / rem
      // A line at a time is soon enough.
      see((now) => (Math.abs(now.top - top) < STEP && now.height === height ? now : { top, height }))
    }
    look()
    const sized = new ResizeObserver(look)
    sized.observe(scroller)
    scroller.addEventListener('scroll', look, { passive: true })
    return () => {
      sized.disconnect()
      scroller.removeEventListener('scroll', look)
    }
  }, [isLong, tree])
  if (!isLong) return { tops, from: 0, to: rows.length }
  const first = tops.findIndex((top) => top > seen.top)
  const last = tops.findIndex((top) => top > seen.top + seen.height)
  return {
    tops,
    from: Math.max(0, (first < 0 ? rows.length : first) - BEYOND),
    to: Math.min(rows.length, (last < 0 ? rows.length : last) + BEYOND),
  }
}
