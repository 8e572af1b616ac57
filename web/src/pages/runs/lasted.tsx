import type { Schemas } from '../../api/client'
import { Span } from '../../ui/quantities'
import { useNow } from '../../ui/use-now'

/** How long a run took, or takes so far. */
export function Lasted({ run }: { run: Pick<Schemas['Run'], 'began_at' | 'ended_at'> }) {
  const now = useNow(Boolean(run.began_at) && !run.ended_at)
  if (!run.began_at) return '–'
  const until = run.ended_at ? Date.parse(run.ended_at) : now
  return <Span milliseconds={Math.max(0, until - Date.parse(run.began_at))} />
}
