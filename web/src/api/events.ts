import { spokenLanguage } from '../words/language'
import { asProblem, type Problem, problemOf, UNREACHED } from './problem'

export interface Heard {
  event: (text: string, id: string) => void
  /** What the last one carries, which is called `end`. */
  end?: (text: string) => void
  /** Nothing more comes. */
  over?: () => void
  /** The line broke, and is being taken up again; `false`: it is there again. */
  lost?: (isLost: boolean) => void
  /** The server said no. */
  refused?: (problem: Problem) => void
}

const PAUSES = [500, 1_000, 2_000, 5_000, 10_000]
/** So long events are dealt with in one go: the page stays quick however many there are. */
const AT_ONCE = 8

/** Follows server-sent events until they are over; a broken line is taken up again where it broke (`Last-Event-ID`). */
export function follow(address: string, heard: Heard): () => void {
  const ending = new AbortController()
  void listen(address, heard, ending.signal)
  return () => ending.abort()
}

async function listen(address: string, heard: Heard, signal: AbortSignal): Promise<void> {
  let last = ''
  let tries = 0
  for (;;) {
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream', 'Accept-Language': spokenLanguage() }
      if (last) headers['Last-Event-ID'] = last
      const response = await fetch(address, { headers, credentials: 'same-origin', cache: 'no-store', signal })
      if (!response.ok) throw await problemOf(response)
      heard.lost?.(false)
      if (response.status === 204 || !response.body) return heard.over?.()
      for await (const { name, id, data } of events(response.body, signal)) {
        if (id) last = id
        tries = 0
        if (name === 'end') {
          heard.end?.(data)
          return heard.over?.()
        }
        heard.event(data, id)
      }
    } catch (thrown) {
      if (signal.aborted) return
      const problem = asProblem(thrown)
      if (problem.code !== UNREACHED && problem.status < 500) return heard.refused?.(problem)
    }
    if (signal.aborted) return
    heard.lost?.(true)
    await pause(PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 0, signal)
    tries += 1
  }
}

interface Sent {
  name: string
  id: string
  data: string
}

/** The events of a stream: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
async function* events(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Sent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  let since = performance.now()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value.replaceAll('\r', '')).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const sent = sentIn(block)
        if (sent) yield sent
        if (performance.now() - since < AT_ONCE) continue
        await pause(0, signal)
        if (signal.aborted) return
        since = performance.now()
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined)
  }
}

/** One event; a comment, which only keeps the line open, is none. */
export function sentIn(block: string): Sent | undefined {
  const sent: Sent = { name: '', id: '', data: '' }
  const data: string[] = []
  for (const line of block.split('\n')) {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (field === 'data') data.push(value)
    else if (field === 'id') sent.id = value
    else if (field === 'event') sent.name = value
  }
  return data.length > 0 ? { ...sent, data: data.join('\n') } : undefined
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
