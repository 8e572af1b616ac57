import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { listed } from '../../ui/listed'
import { RunStatus } from '../../ui/run-status'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { Board } from './board'

const SHOWN = 10

async function so(state: Schemas['RunState']): Promise<Schemas['Run'][]> {
  return (await got(api.GET('/api/runs', { params: { query: { state, limit: SHOWN } } }))).items
}

/** What runs now, and what waits for its turn. */
export function Running() {
  const say = useSay()
  const query = useQuery({
    queryKey: ['runs', 'now'],
    queryFn: async () => (await Promise.all([so('running'), so('queued')])).flat(),
    refetchInterval: 3_000,
  })
  return (
    <Board
      title={say('running')}
      lead={say('running-lead')}
      well={say('running-none')}
      of={listed(query)}
      rowKey={(run) => run.id}
    >
      {(run) => (
        <Stack gap={4}>
          <Group justify="space-between" gap="xs">
            <Anchor component={Link} to={`/runs/${run.id}`} fw={600}>
              {run.name}
            </Anchor>
            <RunStatus of={run.state} />
          </Group>
          <Text size="sm" c="dimmed">
            <Time at={run.began_at ?? run.queued_at} relative />
            {' · '}
            {say('running-done', { count: run.done })}
          </Text>
        </Stack>
      )}
    </Board>
  )
}
