import type { Schemas } from '../../api/client'
import { problemOf } from '../../api/problem'
import { spokenLanguage } from '../../words/language'
import { isRecord } from './model/path'

/** What is asked, of which text. */
export interface Asked {
  query: Record<string, string>
  subject: Schemas['Looked']
}
/** One text after the other, until there is one without mistakes. */
export type Tries = [Asked, ...Asked[]]
/** A step of the doctor, as it ends. */
export type Finding = Schemas['Finding']
export type Verdict = Schemas['Verdict']

/** The text has mistakes: the first of them says why nothing was looked at. */
export class Mistaken extends Error {}

/** Asks for the first of them that has no mistakes. */
async function ask(what: string, [{ query, subject }, ...others]: Tries, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(`/api/looks/${what}?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': spokenLanguage() },
    body: JSON.stringify(subject),
    signal,
  })
  if (response.ok) return response
  const checkup: unknown = response.status === 422 ? await response.clone().json().catch(() => null) : null
  if (!isRecord(checkup) || !Array.isArray(checkup.mistakes)) throw await problemOf(response)
  const [next, ...rest] = others
  if (next) return ask(what, [next, ...rest], signal)
  throw new Mistaken((checkup as Schemas['Checkup']).mistakes.find(({ severity }) => severity === 'error')?.message)
}

/** The connection of a session, step by step; the verdict comes at the end. */
export async function* connection(asked: Tries, signal: AbortSignal): AsyncGenerator<Schemas['Line']> {
  const response = await ask('connection', asked, signal)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line) yield JSON.parse(line) as Schemas['Line']
  }
  if (rest.trim()) yield JSON.parse(rest) as Schemas['Line']
}

export async function folders(asked: Tries): Promise<Schemas['FolderFound'][]> {
  const response = await ask('folders', asked)
  return ((await response.json()) as Schemas['FoldersFound']).folders
}

export async function messages(asked: Tries): Promise<Schemas['Preview']> {
  return (await (await ask('messages', asked)).json()) as Schemas['Preview']
}

export async function message(asked: Tries, signal: AbortSignal): Promise<Schemas['MessageShown']> {
  return (await (await ask('message', asked, signal)).json()) as Schemas['MessageShown']
}
