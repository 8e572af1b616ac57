import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { listed } from '../../ui/listed'
import { useNow } from '../../ui/use-now'
import { Status } from '../../ui/status'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { dayOf } from '../expiries/day-of'
import { Board } from './board'
import { urgency } from './urgency'

/** What ends, the soonest first. */
export function Expiries() {
  const say = useSay()
  const now = useNow(true)
  const query = useQuery({ queryKey: ['expiries'], queryFn: () => got(api.GET('/api/expiries')) })
  return (
    <Board
      title={say('expiries')}
      lead={say('expiries-lead')}
      well={say('expiries-none')}
      of={listed(query)}
      rowKey={(one) => `${one.what} ${one.connection} ${one.person ?? ''} ${one.at}`}
    >
      {(one) => (
        <Stack gap={4}>
          <Group justify="space-between" gap="xs">
            <Text fw={600}>
              {one.title}
              {one.person && ` · ${one.person}`}
            </Text>
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
