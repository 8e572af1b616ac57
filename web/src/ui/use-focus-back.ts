import { useEffect, useState } from 'react'

/** What is gone as soon as it is closed gives the focus back to what had it before. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    },
    [before],
  )
}
