import type { Schemas } from '../api/client'
import { useSay } from '../words/words'
import { Status, type Tone } from './status'

const TONES: Record<Schemas['RunState'], Tone> = {
  queued: 'idle',
  running: 'busy',
  ok: 'good',
  with_failures: 'warn',
  failed: 'bad',
  cancelled: 'idle',
  interrupted: 'warn',
}

/** How far a run is, or how it ended. */
export function RunStatus({ of }: { of: Schemas['RunState'] }) {
  return <Status tone={TONES[of]}>{useSay()(`run-state-${of}`)}</Status>
}
