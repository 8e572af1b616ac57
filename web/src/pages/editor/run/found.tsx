import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconEye, IconPaperclip } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../../api/client'
import { useMay } from '../../../session'
import { Time } from '../../../ui/time'
import { useSay } from '../../../words/words'
import { messages } from '../looks'
import type { Path } from '../model/path'
import { useSubject } from '../subject'
import { Message } from './message'
import { Refused } from './refused'
import classes from './run.module.css'

/** What a step would find now. */
export function Found({ path }: { path: Path }) {
  const say = useSay()
  const may = useMay()
  const subject = useSubject()
  const [read, open] = useState<Schemas['Previewed']>()
  const look = useMutation({ mutationFn: () => messages(subject.step(path)) })
  if (!may('run_automations')) return null
  const { data, error } = look
  const subjectOf = ({ subject }: Schemas['Previewed']) => subject || say('editor-no-subject')
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
      <Refused error={error} />
      {data && (
        <div role="status">
          <Text size="sm" fw={600}>
            {say(data.is_more ? 'editor-found-more' : 'editor-found', { count: data.messages.length })}
          </Text>
          {data.messages.map((one) => (
            <div className={classes.message} key={one.id}>
              <Text size="sm" fw={one.seen ? 400 : 600}>
                {may('edit_automations') ? (
                  <Anchor component="button" type="button" inherit ta="start" onClick={() => open(one)}>
                    {subjectOf(one)}
                  </Anchor>
                ) : (
                  subjectOf(one)
                )}{' '}
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
      {read && <Message path={path} of={read} close={() => open(undefined)} />}
    </Stack>
  )
}
