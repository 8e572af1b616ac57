import { Button, Group, Text } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got, type Schemas } from '../../api/client'
import { Confirm } from '../../ui/confirm'
import { EmptyState } from '../../ui/empty-state'
import { Listed, listed } from '../../ui/listed'
import { ProblemAlert } from '../../ui/problem-alert'
import { Section } from '../../ui/section'
import { TokenStatus } from '../../ui/token-status'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { Settings } from './settings'
import { SigningIn } from './signing-in'
import { Tried } from './tried'

type Own = Schemas['Own']
const key = ['me-connections']

export default function Connections() {
  const say = useSay()
  const query = useQuery({ queryKey: key, queryFn: () => got(api.GET('/api/me/connections')) })
  return (
    <Settings part="me-connections">
      <Listed
        pages={listed(query)}
        empty={
          <EmptyState
            icon={IconPlugConnected}
            title={say('own-connections-empty')}
            text={say('own-connections-empty-text')}
          />
        }
      >
        {(rows) => (
          <>
            <Text c="dimmed">{say('own-connections-lead')}</Text>
            {rows.map((own) => (
              <Connection key={own.id} own={own} />
            ))}
          </>
        )}
      </Listed>
    </Settings>
  )
}

function Connection({ own }: { own: Own }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const [isEnding, setEnding] = useState(false)
  const again = () => client.invalidateQueries({ queryKey: key })
  const params = { path: { id: own.id } }
  const begin = useMutation({ mutationFn: () => got(api.POST('/api/me/connections/{id}/sign-in', { params })) })
  const test = useMutation({
    mutationFn: () => got(api.POST('/api/me/connections/{id}/test', { params })),
    onSettled: again,
  })
  const end = useMutation({
    mutationFn: () => got(api.DELETE('/api/me/connections/{id}/sign-in', { params })),
    onSuccess: async ({ was_revoked: wasRevoked }) => {
      setEnding(false)
      toast(say(wasRevoked ? 'own-signed-out' : 'own-forgotten'))
      await again()
    },
  })
  const isIn = own.status.state !== 'not_signed_in'
  return (
    <Section title={own.title} lead={own.name} actions={<TokenStatus of={own.status.state} />}>
      {own.status.account && <Text size="sm">{say('own-account', { account: own.status.account })}</Text>}
      {own.status.reason && (
        <Text size="sm">
          {own.status.reason.said} {own.status.reason.advice?.said}
        </Text>
      )}
      <Group gap="sm">
        <Button
          variant={own.status.state === 'active' ? 'default' : 'filled'}
          loading={begin.isPending}
          onClick={() => begin.mutate()}
        >
          {say(isIn ? 'own-sign-in-again' : 'own-sign-in')}
        </Button>
        {isIn && (
          <>
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              {say('test-connection')}
            </Button>
            <Button variant="subtle" color="red" onClick={() => setEnding(true)}>
              {say('own-sign-out')}
            </Button>
          </>
        )}
      </Group>
      <ProblemAlert problem={begin.error ?? test.error} />
      {test.data && <Tried tried={test.data} />}
      {begin.data && (
        <SigningIn begun={begin.data} title={own.title} close={begin.reset} done={() => void again()} />
      )}
      <Confirm
        opened={isEnding}
        title={say('own-sign-out')}
        act={say('own-sign-out')}
        acting={end.isPending}
        problem={end.error}
        onConfirm={() => end.mutate()}
        onClose={() => setEnding(false)}
      >
        {say('own-sign-out-ask', { name: own.title })}
      </Confirm>
    </Section>
  )
}
