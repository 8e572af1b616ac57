import { useRef } from 'react'

/** What opens a menu that is made when it is first asked for: where nobody else has taken it, the focus comes back to it. */
export function useOpener() {
  const ref = useRef<HTMLButtonElement>(null)
  const back = () =>
    void requestAnimationFrame(() => {
      if (document.activeElement === document.body) ref.current?.focus()
    })
  return { ref, back }
}
