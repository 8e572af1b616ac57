import type { Schemas } from '../../api/client'

export const STATES: Schemas['RunState'][] = ['queued', 'running', 'ok', 'with_failures', 'failed', 'cancelled', 'interrupted']
export const OUTCOMES: Schemas['Outcome'][] = ['begun', 'done', 'failed', 'skipped', 'unknown', 'cancelled']

/** Whether a run may still change by itself. */
export function isUnderWay(state: Schemas['RunState']): boolean {
  return state === 'queued' || state === 'running'
}
