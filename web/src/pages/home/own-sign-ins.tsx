import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got } from '../../api/client'
import { useSay } from '../../words/words'

/** One's own sign-ins that are wanted: nothing is shown where there are none. */
export function OwnSignIns() {
  const say = useSay()
  const { data } = useQuery({ queryKey: ['me-connections'], queryFn: () => got(api.GET('/api/me/connections')) })
  const wanting = data?.filter(({ status }) => status.state !== 'active') ?? []
  if (wanting.length === 0) return null
  return (
    <Alert color="yellow" icon={<IconPlugConnected aria-hidden />} title={say('own-wanted', { count: wanting.length })}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{wanting.map((one) => one.title).join(', ')}</Text>
        <Button component={Link} to="/me/connections" size="compact-sm" variant="default">
          {say('own-sign-in')}
        </Button>
      </Group>
    </Alert>
  )
}
