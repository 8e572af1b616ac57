import { Alert } from '@mantine/core'
import { ProblemAlert } from '../../../ui/problem-alert'
import { useSay } from '../../../words/words'
import { Mistaken } from '../looks'

/** Why nothing was looked at. */
export function Refused({ error }: { error: unknown }) {
  const say = useSay()
  if (!(error instanceof Mistaken)) return <ProblemAlert problem={error} />
  return (
    <Alert color="red" title={say('editor-mistaken')}>
      {error.message}
    </Alert>
  )
}
