import type { Schemas } from '../../api/client'
import { problemOf } from '../../api/problem'
import { spokenLanguage } from '../../words/language'
import { isRecord } from './model/path'

/** What is looked at: a text, in place of what is saved. */
export type Subject = Schemas['Looked']
/** A step of the doctor, as it ends. */
export type Finding = Schemas['Finding']
export type Verdict = Schemas['Verdict']

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
export async function* connection(session: string, subject: Subject, signal: AbortSignal): AsyncGenerator<Schemas['Line']> {
  const response = await ask('connection', { session }, subject, signal)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line) yield JSON.parse(line) as Schemas['Line']
  }
  if (rest.trim()) yield JSON.parse(rest) as Schemas['Line']
}

export async function folders(session: string, subject: Subject): Promise<Schemas['FolderFound'][]> {
  const response = await ask('folders', { session }, subject)
  return ((await response.json()) as Schemas['FoldersFound']).folders
}

export async function messages(step: string, subject: Subject): Promise<Schemas['Preview']> {
  return (await (await ask('messages', { step }, subject)).json()) as Schemas['Preview']
}
