import { problemOf } from '../../api/problem'
import { spokenLanguage } from '../../words/language'
import { isRecord } from './model/path'

/** What is looked at: a text, in place of what is saved. */
export interface Subject {
  automation?: string
  text: string
  path?: string
}
interface Sentence {
  code: string
  said: string
}
/** A step of the doctor, as it ends. */
export interface Finding {
  step: string
  name: string
  took_ms: number
  evidence: Sentence[]
  failure?: Sentence | null
  advice?: Sentence | null
}
export interface Verdict {
  ok: boolean
  failure?: Sentence | null
}
export interface FolderFound {
  path: string
  role?: string | null
  selectable: boolean
}
export interface Preview {
  messages: {
    folder: string
    subject: string
    from: string[]
    received_at?: string | null
    size: number
    seen: boolean
    has_attachments?: boolean | null
  }[]
  is_more: boolean
  unreadable: number
}

/** The text has mistakes: the first of them says why nothing was looked at. */
export class Mistaken extends Error {}

async function ask(what: string, query: Record<string, string>, subject: Subject, signal?: AbortSignal) {
  const response = await fetch(`/api/looks/${what}?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': spokenLanguage() },
    body: JSON.stringify(subject),
    signal,
  })
  if (response.ok) return response
  if (response.status === 422) {
    const checkup: unknown = await response.clone().json().catch(() => null)
    if (isRecord(checkup) && Array.isArray(checkup.mistakes)) {
      const found = checkup.mistakes.find((one) => isRecord(one) && one.severity === 'error') as { message: string } | undefined
      throw new Mistaken(found?.message)
    }
  }
  throw await problemOf(response)
}

/** The connection of a session, step by step; the verdict comes at the end. */
export async function* connection(session: string, subject: Subject, signal: AbortSignal): AsyncGenerator<Finding | Verdict> {
  const response = await ask('connection', { session }, subject, signal)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line) yield JSON.parse(line) as Finding | Verdict
  }
  if (rest.trim()) yield JSON.parse(rest) as Finding | Verdict
}

export async function folders(session: string, subject: Subject): Promise<FolderFound[]> {
  const response = await ask('folders', { session }, subject)
  return ((await response.json()) as { folders: FolderFound[] }).folders
}

export async function messages(step: string, subject: Subject): Promise<Preview> {
  return (await (await ask('messages', { step }, subject)).json()) as Preview
}
