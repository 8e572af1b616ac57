import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconEye, IconPaperclip } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useMay } from '../../../session'
import { ProblemAlert } from '../../../ui/problem-alert'
import { Time } from '../../../ui/time'
import { useSay } from '../../../words/words'
import { messages, Mistaken } from '../looks'
import type { Path } from '../model/path'
import { useSubject } from '../subject'
import classes from './run.module.css'

/** What a step would find now. */
export function Found({ path }: { path: Path }) {
  const say = useSay()
  const may = useMay()
  const subject = useSubject()
  const look = useMutation({ mutationFn: () => messages(subject.step(path)) })
  if (!may('run_automations')) return null
  const { data, error } = look
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="light"
          leftSection={<IconEye size={18} aria-hidden />}
          loading={look.isPending}
          onClick={() => look.mutate()}
        >
          {say('editor-preview')}
        </Button>
      </Group>
      {error instanceof Mistaken ? (
        <Alert color="red" title={say('editor-mistaken')}>
          {error.message}
        </Alert>
      ) : (
        <ProblemAlert problem={error} />
      )}
      {data && (
        <div role="status">
          <Text size="sm" fw={600}>
            {say(data.is_more ? 'editor-found-more' : 'editor-found', { count: data.messages.length })}
          </Text>
          {data.messages.map((one, index) => (
            <div className={classes.message} key={index}>
              <Text size="sm" fw={one.seen ? 400 : 600}>
                {one.subject || say('editor-no-subject')}{' '}
                {one.has_attachments && <IconPaperclip size={13} aria-label={say('editor-has-attachments')} role="img" />}
              </Text>
              <Text size="xs" c="dimmed">
                {one.from.join(', ')} · {one.folder} {one.received_at && <>· <Time at={one.received_at} /></>}
              </Text>
            </div>
          ))}
          {data.unreadable > 0 && (
            <Text size="xs" c="dimmed">
              {say('editor-unreadable', { count: data.unreadable })}
            </Text>
          )}
        </div>
      )}
    </Stack>
  )
}
