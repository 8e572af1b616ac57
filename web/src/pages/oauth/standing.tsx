import { Alert, Anchor, Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, got } from '../../api/client'
import { useMay } from '../../session'
import { AskFirst } from '../../ui/ask-first'
import { Facts } from '../../ui/facts'
import { Marked } from '../../ui/marked'
import { ProblemAlert } from '../../ui/problem-alert'
import { Section } from '../../ui/section'
import { Time } from '../../ui/time'
import { Said, useSay } from '../../words/words'
import { type Connection } from './asked-for'
import { ConnectionStatus } from './connection-status'
import { isOfPerson } from './draft'
import { SigningIn } from './signing-in'
import { Test } from './test'

/** How a connection stands, and what to do about it: sign in, test, sign out. */
export function Standing({ of }: { of: Connection }) {
  const say = useSay()
  const client = useQueryClient()
  const may = useMay()('manage_connections')
  const [isTesting, setTesting] = useState(false)
  const again = () => {
    void client.invalidateQueries({ queryKey: ['connections'] })
    void client.invalidateQueries({ queryKey: ['expiries'] })
  }
  const path = { id: of.id }
  const begin = useMutation({
    mutationFn: () => got(api.POST('/api/connections/{id}/sign-in', { params: { path } })),
  })
  const { status } = of
  const isShared = of.token === 'shared'
  const signsIn = may && isShared && isOfPerson(of.grant)
  const isIn = status !== undefined && status !== null && status.state !== 'not_signed_in'
  return (
    <Section title={say('status')} actions={<ConnectionStatus of={of} />}>
      {status?.reason && (
        <Alert color={status.state === 'failing' ? 'red' : 'yellow'} title={status.reason.said}>
          {status.reason.advice && (
            <Text size="sm">
              <Marked links>{status.reason.advice.said}</Marked>
            </Text>
          )}
          {status.reason.detail && (
            <Text size="sm" mt={4} c="dimmed">
              {say('provider-said', { text: status.reason.detail })}
            </Text>
          )}
        </Alert>
      )}
      {signsIn && !isIn && <Text size="sm">{say('connection-asleep')}</Text>}
      {!isShared && (
        <Text size="sm">
          <Said
            id="connection-each-person"
            of={{
              link: (text) => (
                <Anchor component={Link} underline="always" to="/me/connections" inherit>
                  {text}
                </Anchor>
              ),
            }}
          />
        </Text>
      )}
      {isShared && !isOfPerson(of.grant) && <Text size="sm">{say('connection-by-itself')}</Text>}
      {status && (
        <Facts
          of={[
            [say('status-account'), status.account],
            [say('status-signed-in'), status.signed_in_at && <Time at={status.signed_in_at} />],
            [say('status-since'), status.since && <Time at={status.since} relative />],
            [say('status-renewed'), status.expires_at && <Time at={status.expires_at} relative />],
            [say('status-ends'), status.ends_at && <Time at={status.ends_at} detail="day" />],
          ]}
        />
      )}
      {may && (
        <Group gap="sm">
          {signsIn && (
            <Button
              variant={status?.state === 'active' ? 'default' : 'filled'}
              loading={begin.isPending}
              onClick={() => begin.mutate()}
            >
              {say(isIn ? 'own-sign-in-again' : 'own-sign-in')}
            </Button>
          )}
          {isShared && (isIn || !signsIn) && (
            <Button variant={isIn ? 'default' : 'filled'} onClick={() => setTesting(true)}>
              {say('test-connection')}
            </Button>
          )}
          {isShared && isIn && (
            <AskFirst
              label={say(signsIn ? 'own-sign-out' : 'connection-forget')}
              title={say(signsIn ? 'own-sign-out' : 'connection-forget')}
              act={() => api.DELETE('/api/connections/{id}/sign-in', { params: { path } })}
              said={say('connection-signed-out')}
              keys={[['connections'], ['expiries']]}
            >
              {say('connection-sign-out-ask')}
            </AskFirst>
          )}
        </Group>
      )}
      <ProblemAlert problem={begin.error} />
      {begin.data && <SigningIn begun={begin.data} of={of} close={begin.reset} done={again} />}
      {isTesting && <Test of={of} close={() => setTesting(false)} done={again} />}
    </Section>
  )
}
