import { useEffect, useState } from 'react'

/** What time it is, each half minute. */
export function useNow(isWanted: boolean): number {
  const [now, set] = useState(() => Date.now())
  useEffect(() => {
    if (!isWanted) return
    const timer = setInterval(() => set(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [isWanted])
  return now
}
