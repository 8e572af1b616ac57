import { Alert, List } from '@mantine/core'
import type { Schemas } from '../../api/client'
import { useSay } from '../../words/words'

/** What came of asking a provider for a token, in the words of the server. */
export function Tried({ tried }: { tried: Schemas['TriedShown'] }) {
  const say = useSay()
  const { reason } = tried
  return (
    <Alert role="status" color={tried.is_ok ? 'green' : 'red'} title={reason?.said ?? say(tried.is_ok ? 'tried-ok' : 'tried-failed')}>
      {reason?.advice?.said}
      <List size="sm">
        {tried.told.map((one, at) => (
          <List.Item key={at}>{one.said}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
