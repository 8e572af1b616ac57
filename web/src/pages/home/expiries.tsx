import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got } from '../../api/client'
import { listed } from '../../ui/listed'
import { useNow } from '../../ui/use-now'
import { Status } from '../../ui/status'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { dayOf } from '../expiries/day-of'
import { Board } from './board'
import { urgency } from './urgency'

const SOON = 90 * 86_400_000
const SHOWN = 5

/** What ends in the next months, the soonest first. */
export function Expiries() {
  const say = useSay()
  const now = useNow(true)
  const query = useQuery({ queryKey: ['expiries'], queryFn: () => got(api.GET('/api/expiries')) })
  return (
    <Board
      title={say('expiries')}
      lead={say('expiries-lead')}
      well={say('expiries-none')}
      of={listed({ ...query, data: query.data?.filter(({ at }) => Date.parse(at) < now + SOON).slice(0, SHOWN) })}
      all={{ to: '/expiries', title: say('expiries-all') }}
      rowKey={(one) => `${one.what} ${one.connection} ${one.person ?? ''} ${one.at}`}
    >
      {(one) => (
        <Stack gap={4}>
          <Group justify="space-between" gap="xs">
            <Anchor component={Link} to={`/connections/${one.connection}`} fw={600}>
              {one.title}
            </Anchor>
            <Status tone={urgency(one.at, now)}>{say(`ends-${one.what}`)}</Status>
          </Group>
          <Text size="sm">{one.advice.said}</Text>
          <Text size="sm" c="dimmed">
            <Time at={dayOf(one)} detail="day" /> · <Time at={dayOf(one)} relative />
          </Text>
        </Stack>
      )}
    </Board>
  )
}
