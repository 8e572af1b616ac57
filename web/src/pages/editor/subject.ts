import { useEditing } from './context'
import type { Tries } from './looks'
import { partOf } from './model/part'
import { type Path, written } from './model/path'

/** What stands in the editor, for the server to look at: a session, or what a step finds. */
export function useSubject() {
  const { id, path, draft, rows, definitions, isOpen } = useEditing()
  const automation = id
  const named = { automation, path: path || undefined }
  /** Where other steps have mistakes, it is looked at without them. */
  const asked = (query: Record<string, string>, inner?: Path): Tries => {
    // A text that is not saved is looked at for those who may write one.
    if (!isOpen) return [{ query, subject: { automation } }]
    const { text, value } = draft.seen()
    const part = partOf(value, rows, definitions.grammar, inner)
    return [
      { query, subject: { ...named, text } },
      { query: inner ? { ...query, step: part.step } : query, subject: { ...named, text: part.text } },
    ]
  }
  return {
    session: (session: string) => asked({ session }),
    step: (inner: Path) => asked({ step: written(inner) }, inner),
    /** One of the messages that a step finds. */
    message: (inner: Path, id: string) => asked({ step: written(inner), id }, inner),
  }
}
