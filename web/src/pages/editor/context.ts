import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Schemas } from '../../api/client'
import type { Definitions } from './definitions'
import type { Draft, Seen } from './model/draft'
import { at, isSame, isWithin, type Path, read, written } from './model/path'
import type { Row } from './model/rows'

export type Mistake = Schemas['AutomationMistake']

export interface Editing {
  draft: Draft
  seen: Seen
  rows: Row[]
  definitions: Definitions
  mistakes: Mistake[]
  /** Whether whoever looks may change it. */
  isOpen: boolean
  /** The automation that is saved; none: a new one. */
  id?: string
  /** By which others run it. */
  path: string
}

const Context = createContext<Editing | null>(null)
export const EditingProvider = Context

export function useEditing(): Editing {
  const editing = useContext(Context)
  if (!editing) throw new Error('nothing is being edited here')
  return editing
}

export function useSeen(draft: Draft): Seen {
  return useSyncExternalStore(draft.subscribe, draft.seen)
}

/** A value of the text, and the way to change it: `undefined` takes it away. */
export function useValue(path: Path) {
  const { draft, seen, isOpen } = useEditing()
  return {
    value: at(seen.value, path),
    set: (value: unknown) => draft.set(path, value, written(path)),
    disabled: !isOpen || seen.broken !== undefined,
  }
}

/** What is wrong at a place; `deep`: in it too. */
export function mistakesAt(mistakes: Mistake[], path: Path, deep: boolean): Mistake[] {
  return mistakes.filter(({ place, file }) => {
    if (!place || file) return false
    const where = read(place.path)
    return deep ? isWithin(where, path) : isSame(where, path)
  })
}
