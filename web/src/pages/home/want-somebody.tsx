import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got } from '../../api/client'
import { listed } from '../../ui/listed'
import { Marked } from '../../ui/marked'
import { TokenStatus } from '../../ui/token-status'
import { useSay } from '../../words/words'
import { Board } from './board'

/** Shared connections that do not work until somebody has done something. */
export function WantSomebody() {
  const say = useSay()
  const query = useQuery({
    queryKey: ['connections', 'want-somebody'],
    queryFn: async () => {
      const all = await got(api.GET('/api/connections'))
      return all.filter(({ status }) => status && status.state !== 'active')
    },
    refetchInterval: 60_000,
  })
  return (
    <Board
      title={say('want-somebody')}
      lead={say('want-somebody-lead')}
      well={say('want-somebody-none')}
      of={listed(query)}
      rowKey={(one) => one.id}
    >
      {({ id, title, status }) => (
        <Stack gap={4}>
          <Group justify="space-between" gap="xs">
            <Anchor component={Link} to={`/connections/${id}`} fw={600}>
              {title}
            </Anchor>
            {status && <TokenStatus of={status.state} />}
          </Group>
          {status?.reason && <Text size="sm">{status.reason.said}</Text>}
          {status?.reason?.advice && (
            <Text size="sm" c="dimmed">
              <Marked links>{status.reason.advice.said}</Marked>
            </Text>
          )}
        </Stack>
      )}
    </Board>
  )
}
