import { isRecord } from './path'

/** A step that is switched off stands in a condition that never holds. Exactly this shape, so that no other is taken for it. */
const NEVER = '{{ false }}'

export function disabled(step: unknown): unknown {
  return { if: { condition: NEVER, then: [step] } }
}

export const WITHIN = ['if', 'then', 0] as const

export function isDisabled(step: unknown): boolean {
  if (!isRecord(step) || Object.keys(step).length !== 1 || !isRecord(step.if)) return false
  const { condition, then, ...rest } = step.if
  return condition === NEVER && Array.isArray(then) && then.length === 1 && Object.keys(rest).length === 0
}
