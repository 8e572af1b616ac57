import { Anchor, Box, Button, Group, Stack, Text } from '@mantine/core'
import { IconBell, IconChecks } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { useMay } from '../../session'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Page } from '../../ui/page'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import classes from './inbox.module.css'

export default function Inbox() {
  const say = useSay()
  const client = useQueryClient()
  const pages = usePages(['notices'], (cursor) => got(api.GET('/api/me/notices', { params: { query: { cursor } } })))
  const onSuccess = () => client.invalidateQueries({ queryKey: ['notices'] })
  const all = useMutation({ mutationFn: () => api.PUT('/api/me/notices/read'), onSuccess })
  const one = useMutation({
    mutationFn: (id: string) => api.PUT('/api/me/notices/{id}/read', { params: { path: { id } } }),
    onSuccess,
  })
  const hasUnread = pages.rows?.some((notice) => !notice.read_at) ?? false
  return (
    <Page
      title={say('nav-notices')}
      lead={say('notices-lead')}
      actions={
        hasUnread && (
          <Button
            variant="default"
            leftSection={<IconChecks size={18} aria-hidden />}
            loading={all.isPending}
            onClick={() => all.mutate()}
          >
            {say('notices-read-all')}
          </Button>
        )
      }
    >
      <Listed pages={pages} empty={<EmptyState icon={IconBell} title={say('notices-empty')} text={say('notices-empty-text')} />}>
        {(rows) => (
          <ul className={classes.list} aria-label={say('nav-notices')}>
            {rows.map((notice) => (
              <Told key={notice.id} notice={notice} read={() => one.mutate(notice.id)} />
            ))}
          </ul>
        )}
      </Listed>
    </Page>
  )
}

function Told({ notice, read }: { notice: Schemas['Notice']; read: () => void }) {
  const say = useSay()
  const may = useMay()
  return (
    <li className={classes.notice} data-unread={!notice.read_at || undefined}>
      <Box className={classes.mark} aria-hidden />
      <Stack gap={4} miw={0}>
        <Text fw={notice.read_at ? 400 : 600}>
          {!notice.read_at && <span className={classes.unseen}>{say('notice-new')} </span>}
          {notice.said}
        </Text>
        {notice.because && <Text size="sm">{notice.because}</Text>}
        <Text size="sm" c="dimmed">
          <Time at={notice.at} relative />
          {notice.kind === 'connection' && may('view_connections') && (
            <>
              {' · '}
              <Anchor component={Link} to={`/connections/${notice.about}`} inherit>
                {say('notice-open')}
              </Anchor>
            </>
          )}
        </Text>
      </Stack>
      {!notice.read_at && (
        <Group ml="auto">
          <Button variant="subtle" size="compact-sm" onClick={read}>
            {say('notice-read')}
          </Button>
        </Group>
      )}
    </li>
  )
}
