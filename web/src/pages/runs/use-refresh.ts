import { useEffect, useRef } from 'react'

/** Asks again every so many milliseconds while somebody looks; with none, never. */
export function useRefresh(again: () => void, every: number | undefined): void {
  const asked = useRef(again)
  useEffect(() => {
    asked.current = again
  })
  useEffect(() => {
    if (every === undefined) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') asked.current()
    }, every)
    return () => clearInterval(timer)
  }, [every])
}
