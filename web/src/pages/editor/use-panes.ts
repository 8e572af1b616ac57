import { useEffect } from 'react'

/** Where each pane begins, by the attribute that marks it. */
const PANES = {
  palette: '[data-palette-search]',
  steps: '[role="treeitem"][tabindex="0"], :not(:has([role="treeitem"])) > [data-automation]',
  form: '[data-form] :is(input, textarea, select, button):not([disabled], [tabindex="-1"])',
  yaml: '.cm-content',
}
const AROUND: Record<keyof typeof PANES, string> = {
  palette: '[data-pane="palette"]',
  steps: '[data-pane="steps"]',
  form: '[data-pane="right"]',
  yaml: '[data-pane="right"]',
}

export function goToPane(name: keyof typeof PANES): boolean {
  const place = document.querySelector<HTMLElement>(PANES[name])
  place?.focus()
  return place !== null
}

/** F6 goes from pane to pane, as in other programs; `/` to the actions. */
export function usePanes(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { target, key, shiftKey, ctrlKey, metaKey, altKey } = event
      // A dialog keeps the focus.
      if (!(target instanceof Element) || ctrlKey || metaKey || altKey || document.querySelector('[role="dialog"]')) return
      if (key === '/' && !target.closest('input, textarea, [contenteditable]')) {
        if (goToPane('palette')) event.preventDefault()
      } else if (key === 'F6') {
        const there = (['palette', 'steps', 'form', 'yaml'] as const).filter((name) => document.querySelector(PANES[name]))
        const at = there.findIndex((name) => target.closest(AROUND[name]))
        const next = there.at(shiftKey ? (at < 0 ? -1 : at - 1) : (at + 1) % there.length)
        if (next && goToPane(next)) event.preventDefault()
      }
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}
