import type { Schemas } from '../api/client'
import { useSay } from '../words/words'
import { Status, type Tone } from './status'

const TONES: Record<Schemas['ConnectionState'], Tone> = {
  not_signed_in: 'idle',
  active: 'good',
  needs_sign_in: 'warn',
  failing: 'bad',
}

/** How the sign-in of a connection stands. */
export function TokenStatus({ of }: { of: Schemas['ConnectionState'] }) {
  return <Status tone={TONES[of]}>{useSay()(`token-state-${of}`)}</Status>
}
