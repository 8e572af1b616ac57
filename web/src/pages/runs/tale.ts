import type { Report, Told } from './report'

/** A line of the log. */
export interface Line {
  number: number
  at: string
  said: string
  tone: 'plain' | 'log' | 'wrong' | 'note'
  /** Its place in its loops, such as `3.1`. */
  place: string
  /** What it waits for, and until when. */
  waits?: { what: 'time' | 'mail' | 'tried'; until: string }
}

/** What is known of a step from the events. */
export interface StepSeen {
  action?: string
  isRunning: boolean
  isFinished: boolean
  /** How often something was told of it. */
  acts: number
  failed: number
}

/** A pause of the run, and why. */
export interface Wait {
  until: number
  /** By a step of the automation: there is no other reason. */
  isAsked: boolean
  said: string
}

/** More lines are not kept: the first go. */
const LINES = 100_000
/** Over so long the rate is told. */
const WINDOW = 10

/** What has happened in a run, told event by event. It is changed in place: 100,000 events are not copied 100,000 times. */
export class Tale {
  number = 0
  lines: Line[] = []
  wrong: Line[] = []
  steps = new Map<string, StepSeen>()
  finished = 0
  wait: Wait | undefined
  waits = 0
  /** Items that ended in each second. */
  private seconds = new Map<number, number>()
  private began = 0
  private latest = 0
  private progress = new Map<string, number>()

  /** `isDry`: nothing of what is told happens. */
  constructor(private readonly isDry = false) {}

  take({ number, said, event }: Told): void {
    if (number <= this.number) return
    this.number = number
    const at = Date.parse(event.at)
    if (!this.began) this.began = at
    this.latest = Math.max(this.latest, at)
    this.step(event)
    this.count(event, at)
    this.pause(event, said, at)
    const words = said ?? (event.event === 'log' ? event.text : undefined)
    const line = { number, at: event.at, tone: toneOf(event), place: event.items?.join('.') ?? '' }
    if (words) this.tell({ ...line, said: words, waits: waited(event, this.isDry) })
  }

  /** Items a second: lately, or over the whole run once it is over. */
  rate(isOver: boolean): number {
    if (isOver || !this.latest) {
      const lasted = (this.latest - this.began) / 1_000
      return lasted > 0 ? this.finished / lasted : 0
    }
    const last = Math.floor(this.latest / 1_000)
    const first = Math.max(last - WINDOW + 1, Math.floor(this.began / 1_000))
    let count = 0
    for (let second = first; second <= last; second += 1) count += this.seconds.get(second) ?? 0
    return count / (last - first + 1)
  }

  private tell(line: Line): void {
    this.lines.push(line)
    if (line.tone === 'wrong') this.wrong.push(line)
    if (this.lines.length > LINES * 1.1) this.lines = this.lines.slice(-LINES)
  }

  private step({ step, event, action, failure }: Report): void {
    if (step) {
      const seen = this.seen(step)
      if (event === 'step_started') Object.assign(seen, { action, isRunning: true })
      else if (event === 'step_finished') Object.assign(seen, { isRunning: false, isFinished: true })
      else if (ACTS.includes(event)) seen.acts += 1
    }
    // Where it failed is nearer than where it was told.
    const path = failure?.place?.path
    if (path && event !== 'retrying' && event !== 'trying_again' && failure.kind !== 'cancelled') this.seen(path).failed += 1
  }

  private seen(path: string): StepSeen {
    const known = this.steps.get(path)
    if (known) return known
    const fresh = { isRunning: false, isFinished: false, acts: 0, failed: 0 }
    this.steps.set(path, fresh)
    return fresh
  }

  private count({ event, step = '', done = 0, failed = 0 }: Report, at: number): void {
    let more = event === 'item_done' || event === 'item_failed' ? 1 : 0
    if (event === 'progress' || event === 'messages_done') {
      more = Math.max(0, done + failed - (this.progress.get(step) ?? 0))
      this.progress.set(step, event === 'progress' ? done + failed : 0)
    }
    if (more === 0) return
    this.finished += more
    const second = Math.floor(at / 1_000)
    this.seconds.set(second, (this.seconds.get(second) ?? 0) + more)
  }

  private pause({ event, until, pause_ms: pause }: Report, said: string | undefined, at: number): void {
    const end = until ? Date.parse(until) : pause ? at + pause : undefined
    if (end === undefined || !PAUSES.includes(event)) return
    this.waits += 1
    this.wait = { until: end, isAsked: event === 'waiting', said: said ?? '' }
  }
}

/** What counts as once more: of a loop, the messages that it is through with. */
/** What an event waits for. */
export function waited({ event, until, for_mail: isForMail }: Report, isDry: boolean): Line['waits'] {
  if (event !== 'waiting' || !until) return undefined
  return { what: isForMail ? 'mail' : isDry ? 'tried' : 'time', until }
}

const ACTS = ['effect', 'log', 'waiting', 'item_done', 'item_failed', 'item_skipped']
const WRONG = ['item_failed', 'message_failed', 'finally_failed', 'sent_without', 'alert', 'warning', 'fewer_connections']
const PAUSES = ['waiting', 'retrying', 'trying_again']
const NOTES = ['caught', 'retrying', 'trying_again']

function toneOf({ event }: Report): Line['tone'] {
  if (event === 'log') return 'log'
  if (WRONG.includes(event)) return 'wrong'
  return NOTES.includes(event) ? 'note' : 'plain'
}
