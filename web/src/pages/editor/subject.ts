import { useEditing } from './context'
import type { Subject } from './looks'

/** What stands in the editor, for the server to look at. */
export function useSubject(): () => Subject {
  const { id, path, draft, isOpen } = useEditing()
  // A text that is not saved is looked at for those who may write one.
  return () => (isOpen ? { automation: id, text: draft.seen().text, path: path || undefined } : { automation: id })
}
