import type { Schemas } from '../../api/client'

/** Why something failed, as events and runs carry it. */
export interface Failure {
  kind: string
  code: string
  detail?: string
  operation?: string
  place?: { line: number; column: number; path: string }
  file?: string
}

/** An event as the API tells it; only what the pages look at. */
export interface Report {
  at: string
  event: string
  /** The step, by its way through the automation. */
  step?: string
  /** The items of the loops around the step, outermost first, from 1. */
  items?: number[]
  action?: string
  text?: string
  subject?: string
  from?: string
  folder?: string
  done?: number
  failed?: number
  skipped?: number
  repeated?: boolean
  until?: string
  pause_ms?: number
  for_mail?: boolean
  failure?: Failure
}

/** A line of `GET /api/runs/{id}/events`. */
export interface Told {
  number: number
  /** In words; none: it says nothing that a person waits for. */
  said?: string
  event: Report
}

export function told(text: string): Told {
  return JSON.parse(text) as Told
}

/** The failure of a run or an item: its kind, place and detail. */
export function failureOf(of: Schemas['RunFailure']): Failure {
  return of.failure as Failure
}
