import { useEditing } from './context'
import type { Subject } from './looks'

/** What stands in the editor, for the server to look at. */
export function useSubject(): () => Subject {
  const { id, path, draft } = useEditing()
  return () => ({ automation: id, text: draft.seen().text, path: path || undefined })
}
