import type { Schemas } from '../../api/client'

type Found = Schemas['Found']

/** A message, and what runs have done to it, the latest first. */
export interface Story {
  key: string
  subject: string
  from: string
  messageId?: string
  receivedAt?: string
  met: Found[]
}

/** What was found, message by message, in the order in which they were met last. */
export function stories(found: Found[]): Story[] {
  const all = new Map<string, Story>()
  for (const one of found) {
    const { item } = one
    // Without a Message-ID it is told from others by what people tell it by.
    const key = item.message_id ?? JSON.stringify([item.subject, item.from, item.received_at])
    const story = all.get(key) ?? {
      key,
      subject: item.subject,
      from: item.from,
      messageId: item.message_id ?? undefined,
      receivedAt: item.received_at ?? undefined,
      met: [],
    }
    story.met.push(one)
    all.set(key, story)
  }
  return [...all.values()]
}

export const BY = ['text', 'from', 'message_id'] as const
export type By = (typeof BY)[number]

/** What one looks for, and by what; a Message-ID in its brackets is known as one. */
export function wanted(by: By, typed: string): Partial<Record<By, string>> {
  const text = typed.trim()
  return { [/^<[^<>\s]+@[^<>\s]+>$/.test(text) ? 'message_id' : by]: text }
}
