import { SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../../api/client'
import { Dialog } from '../../../ui/dialog'
import { Facts } from '../../../ui/facts'
import { Loading } from '../../../ui/loading'
import { Size } from '../../../ui/quantities'
import { Time } from '../../../ui/time'
import { useSay } from '../../../words/words'
import { message } from '../looks'
import type { Path } from '../model/path'
import { useSubject } from '../subject'
import { Refused } from './refused'
import classes from './run.module.css'

/** What is in a message that a step finds. */
export function Message({ path, of, close }: { path: Path; of: Schemas['Previewed']; close: () => void }) {
  const say = useSay()
  const subject = useSubject()
  const { data, error } = useQuery({
    queryKey: ['look', of.id],
    queryFn: ({ signal }) => message(subject.message(path, of.id), signal),
    // Each reading is a sign-in, and is in the log.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  return (
    <Dialog title={of.subject || say('editor-no-subject')} close={close} size="xl">
      <Refused error={error} />
      {!data && !error && <Loading />}
      {data && (
        <Stack>
          <Facts
            of={[
              [say('editor-message-from'), of.from.join(', ')],
              [say('editor-message-to'), data.to.join(', ')],
              [say('editor-message-cc'), data.cc.join(', ')],
              [say('editor-message-received'), of.received_at && <Time at={of.received_at} />],
              [say('editor-message-files'), data.attachments.length > 0 && <Files of={data.attachments} />],
            ]}
          />
          <Body of={data} />
        </Stack>
      )}
    </Dialog>
  )
}

function Files({ of }: { of: Schemas['FileShown'][] }) {
  return (
    <ul className={classes.files}>
      {of.map(({ name, size }, index) => (
        <li key={index}>
          {name} (<Size bytes={size} />)
        </li>
      ))}
    </ul>
  )
}

function Body({ of }: { of: Schemas['MessageShown'] }) {
  const say = useSay()
  const [as, show] = useState('text')
  return (
    <>
      {of.html && (
        <SegmentedControl
          aria-label={say('editor-message-shown')}
          value={as}
          onChange={show}
          data={[
            { value: 'text', label: say('editor-message-text') },
            { value: 'html', label: say('editor-message-html') },
          ]}
        />
      )}
      {of.html && as === 'html' ? (
        <>
          {/* Made harmless by the server, and here it may do nothing: no script, no form, no link, nothing from elsewhere. */}
          <iframe
            className={classes.html}
            sandbox=""
            title={say('editor-message-html')}
            srcDoc={`<!doctype html><meta charset="utf-8"><title>-</title>${of.html}`}
          />
          <Text size="xs" c="dimmed">
            {say('editor-message-harmless')}
          </Text>
        </>
      ) : (
        <Textarea readOnly autosize maxRows={18} aria-label={say('editor-message-text')} value={of.text} placeholder={say('editor-message-empty')} />
      )}
      {of.is_cut && (
        <Text size="xs" c="dimmed">
          {say('editor-message-cut')}
        </Text>
      )}
    </>
  )
}
