import { ActionIcon, Indicator, Tooltip } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got } from '../api/client'
import { useSay } from '../words/words'

/** More than this is many. */
const MOST = 99

/** The way to what one was told of, and how much of it is new. */
export function Bell() {
  const say = useSay()
  const { data } = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: () => got(api.GET('/api/me/notices/unread')),
    refetchInterval: 60_000,
  })
  const unread = data?.unread ?? 0
  const label = unread ? say('notices-unread', { count: unread }) : say('nav-notices')
  const shown = unread > MOST ? `${MOST}+` : unread
  return (
    <Indicator label={shown} size={18} disabled={!unread} color="red" offset={8}>
      <Tooltip label={label}>
        <ActionIcon component={Link} to="/notices" variant="subtle" color="gray" size="lg" aria-label={label}>
          <IconBell size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Indicator>
  )
}
