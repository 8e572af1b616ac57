import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got } from '../../api/client'
import { listed } from '../../ui/listed'
import { RunStatus } from '../../ui/run-status'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { Board } from './board'

/** Automations whose latest run did not go well. */
export function Failing() {
  const say = useSay()
  const query = useQuery({
    queryKey: ['runs', 'failing'],
    queryFn: () => got(api.GET('/api/runs/failing')),
    refetchInterval: 30_000,
  })
  return (
    <Board
      title={say('failing')}
      lead={say('failing-lead')}
      well={say('failing-none')}
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
          {run.failure && <Text size="sm">{run.failure.said}</Text>}
          <Text size="sm" c="dimmed">
            <Time at={run.ended_at ?? run.queued_at} relative />
          </Text>
        </Stack>
      )}
    </Board>
  )
}
