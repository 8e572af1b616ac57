import { Button, List, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, got } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Facts } from '../../ui/facts'
import { Loading } from '../../ui/loading'
import { ProblemAlert } from '../../ui/problem-alert'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { Tried } from '../me/tried'
import type { Connection } from './asked-for'

/** Asks for a token now, and tells what happened. */
export function Test({ of, close, done }: { of: Connection; close: () => void; done: () => void }) {
  const say = useSay()
  // A service account acts for somebody: for whom is asked first.
  const wantsSubject = of.grant === 'service_account' && !of.subject
  const [subject, setSubject] = useState('')
  const test = useMutation({
    mutationFn: () =>
      got(
        api.POST('/api/connections/{id}/test', {
          params: { path: { id: of.id } },
          body: wantsSubject ? { subject } : {},
        }),
      ),
    onSettled: done,
  })
  const { mutate } = test
  useEffect(() => {
    if (!wantsSubject) mutate()
  }, [wantsSubject, mutate])
  const tried = test.data
  return (
    <Dialog title={say('test-title', { name: of.title })} close={close} size="lg">
      <Stack>
        {wantsSubject && (
          <TextInput
            label={say('test-subject')}
            description={say('test-subject-help')}
            type="email"
            autoComplete="off"
            data-autofocus
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        )}
        {test.isPending && <Loading />}
        <ProblemAlert problem={test.error} />
        {tried && <Tried tried={tried} />}
        {tried?.reason?.detail && (
          <Text size="sm" c="dimmed">
            {say('provider-said', { text: tried.reason.detail })}
          </Text>
        )}
        {tried?.is_ok && (
          <Facts
            of={[
              [say('status-account'), tried.account],
              [say('status-renewed'), tried.expires_at && <Time at={tried.expires_at} relative />],
              [say('tried-audience'), tried.audience.join(', ')],
              [
                say('tried-allowed'),
                tried.allowed.length > 0 && (
                  <List size="sm" listStyleType="none">
                    {tried.allowed.map((one) => (
                      <List.Item key={one}>{one}</List.Item>
                    ))}
                  </List>
                ),
              ],
            ]}
          />
        )}
        {!test.isPending && (
          <Button variant={tried ? 'default' : 'filled'} disabled={wantsSubject && !subject} onClick={() => mutate()}>
            {say(tried ? 'test-again' : 'test-connection')}
          </Button>
        )}
      </Stack>
    </Dialog>
  )
}
