import type { Schemas } from '../../api/client'

type Run = Pick<Schemas['Run'], 'automation_id' | 'state' | 'dry_run'>
const WELL = ['ok', 'cancelled']
const UNDER_WAY = ['queued', 'running']

/** Of runs, the latest first: the latest that has ended of each automation, where it did not go well. */
export function latestThatFailed<T extends Run>(runs: T[]): T[] {
  const seen = new Set<string>()
  return runs.filter(({ automation_id: id, state, dry_run: isDry }) => {
    if (!id || isDry || UNDER_WAY.includes(state) || seen.has(id)) return false
    seen.add(id)
    return !WELL.includes(state)
  })
}
