import type { Grammar } from './grammar'
import { at, isRecord, isWithin, type Path } from './path'
import type { Row } from './rows'
import { shapeOf } from './shape'

/** What a message offers in `{{ … }}`, beside what the loop's expressions catch. */
const MAIL = [
  'subject', 'from', 'from.name', 'from.address', 'from.domain', 'to', 'cc', 'bcc', 'reply_to', 'sent_at', 'received_at',
  'received_at.year', 'received_at.month', 'received_at.day', 'received_at.date', 'received_at.time', 'text', 'html',
  'headers', 'attachments', 'folder', 'flags.read', 'flags.flagged', 'flags.answered', 'categories', 'size', 'importance',
  'class', 'invitation', 'receipt', 'bounce', 'match', 'id', 'message_id', 'in_reply_to', 'references',
  'replaced_characters', 'legacy',
]
const RUN = ['run.id', 'run.name', 'run.started_at', 'run.started_at.date', 'run.started_at.year']
/** Actions that work on one message after the other, under a name. */
const MESSAGE = 'mail'

/** The sessions that steps before a place open. */
export function sessionsBefore(value: unknown, rows: Row[], path: Path | undefined): string[] {
  const found = new Set<string>()
  for (const row of rows) {
    if (path && isWithin(path, row.path) && row.path.length === path.length) break
    if (row.kind !== 'step' || row.action !== 'connect') continue
    const session = at(value, [...row.inner, 'session'])
    if (typeof session === 'string' && session) found.add(session)
  }
  return [...found]
}

/** The session of a step: its own, or that of the loop around it. */
export function sessionOf(value: unknown, path: Path): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const session = at(value, [...path.slice(0, length), 'session'])
    if (typeof session === 'string' && session) return session
  }
  return undefined
}

/** The names that stand for something at a place: variables, results of steps before it, the message of a loop. */
export function variablesAt(value: unknown, rows: Row[], path: Path, grammar: Grammar): string[] {
  const declared = isRecord(value) && isRecord(value.variables) ? Object.keys(value.variables) : []
  const found = new Set(declared)
  for (const row of rows) {
    if (row.kind !== 'step' && row.kind !== 'clause') continue
    const inner = row.kind === 'step' ? row.inner : row.path
    if (isWithin(path, inner) && row.kind === 'step' && !row.hasParts) break
    const fields = at(value, inner)
    if (!isRecord(fields)) continue
    for (const [key, of] of Object.entries(grammar.action(row.kind === 'step' ? row.action : '')?.properties ?? {})) {
      const named = fields[key]
      // `as: mail` of a loop means something in the loop alone.
      const reaches = row.kind === 'step' && (!row.hasParts || isWithin(path, inner))
      if (reaches && typeof named === 'string' && key !== 'message' && shapeOf(of, grammar).kind === 'variable') found.add(named)
    }
  }
  return [...found]
}

/** What may be written between `{{` and `}}` at a place. */
export function offersAt(value: unknown, rows: Row[], path: Path, grammar: Grammar): string[] {
  const loops = rows.filter((row) => row.kind === 'step' && row.hasParts && isWithin(path, row.inner) && row.path.length < path.length - 2)
  const names = loops.flatMap((row) => {
    const fields = row.kind === 'step' ? at(value, row.inner) : undefined
    const folder = row.kind === 'step' && grammar.action(row.action)?.properties?.where !== undefined
    return folder && isRecord(fields) ? [typeof fields.as === 'string' ? fields.as : MESSAGE] : []
  })
  const mails = names.flatMap((name) => MAIL.map((field) => `${name}.${field}`))
  const own = at(value, path.slice(0, stepLength(path)))
  const ownName = isRecord(own) && isRecord(own.where) && typeof own.as === 'string' ? own.as : undefined
  const variables = variablesAt(value, rows, path, grammar).filter((name) => !names.includes(name) && name !== ownName)
  return [...variables, ...mails, ...RUN]
}

/** How much of a path leads to the fields of its innermost step. */
function stepLength(path: Path): number {
  for (let length = path.length; length > 1; length -= 1) if (typeof path[length - 2] === 'number') return length
  return path.length
}
