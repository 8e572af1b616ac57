import type { Schemas } from '../../api/client'
import { Status, type Tone } from '../../ui/status'
import { useSay } from '../../words/words'

const TONES: Record<Schemas['Outcome'], Tone> = {
  begun: 'busy',
  done: 'good',
  failed: 'bad',
  skipped: 'idle',
  unknown: 'warn',
  cancelled: 'idle',
}

/** What became of a message. */
export function Outcome({ of }: { of: Schemas['Outcome'] }) {
  return <Status tone={TONES[of]}>{useSay()(`outcome-${of}`)}</Status>
}
