import { Alert, Anchor, List, Stack, Text } from '@mantine/core'
import { IconQuestionMark } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { useSay } from '../../words/words'
import { failureOf } from './report'
import { isUnderWay } from './states'

const TOLD = 10

/** What nobody knows the outcome of: what that means, and what a person is to look for. Nothing where all is known. */
export function Unknown({ run }: { run: Schemas['Run'] }) {
  const say = useSay()
  const { data } = useQuery({
    queryKey: ['runs', run.id, 'unknown', run.state],
    queryFn: () =>
      got(api.GET('/api/runs/{id}/items', { params: { path: { id: run.id }, query: { outcome: 'unknown', limit: TOLD } } })),
    enabled: !isUnderWay(run.state),
  })
  const isOfRun = run.failure && failureOf(run.failure).kind === 'outcome_unknown'
  const items = data?.items ?? []
  if (!isOfRun && items.length === 0) return null
  return (
    <Alert color="yellow" icon={<IconQuestionMark aria-hidden />} title={say('unknown-title')} role="note">
      <Stack gap="xs">
        <Text size="sm">{say('unknown-means')}</Text>
        <Text size="sm">{say('unknown-look')}</Text>
        {items.length > 0 && (
          <List size="sm">
            {items.map((item) => (
              <List.Item key={item.number}>
                <Anchor component={Link} to={`/runs/${run.id}/items/${item.number}`} state={{ item }} size="sm">
                  {item.subject || say('no-subject')}
                </Anchor>{' '}
                · {item.from}
                {item.failure && (
                  <Text size="sm" c="dimmed">
                    {item.failure.said}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        )}
        {data?.next && <Text size="sm">{say('unknown-more')}</Text>}
        <Text size="sm">{say('unknown-then')}</Text>
      </Stack>
    </Alert>
  )
}
