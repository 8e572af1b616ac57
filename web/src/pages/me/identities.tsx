import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got, type Schemas } from '../../api/client'
import { Confirm } from '../../ui/confirm'
import { ProblemAlert } from '../../ui/problem-alert'
import { Section } from '../../ui/section'
import { Status } from '../../ui/status'
import { useSay } from '../../words/words'

const key = ['me-sso']

/** Where one signs in besides here; nothing where there is no such provider. */
export function Identities() {
  const say = useSay()
  const client = useQueryClient()
  const choices = useQuery({ queryKey: ['sso'], queryFn: () => got(api.GET('/api/sso')) })
  const linked = useQuery({ queryKey: key, queryFn: () => got(api.GET('/api/me/sso')) })
  const [ending, setEnding] = useState<Schemas['Choice']>()
  const link = useMutation({
    mutationFn: (provider: string) =>
      got(api.POST('/api/me/sso/{provider}', { params: { path: { provider }, query: { to: '/me/security' } } })),
    onSuccess: ({ url }) => location.assign(url),
  })
  const unlink = useMutation({
    mutationFn: (provider: string) => api.DELETE('/api/me/sso/{provider}', { params: { path: { provider } } }),
    onSuccess: async () => {
      setEnding(undefined)
      await client.invalidateQueries({ queryKey: key })
    },
  })
  if (!choices.data?.length) return null
  return (
    <Section title={say('sso')} lead={say('sso-lead')}>
      {choices.data.map((choice) => {
        const isLinked = linked.data?.some((one) => one.provider === choice.id) ?? false
        return (
          <Group key={choice.id} justify="space-between">
            <Group gap="sm">
              <Text fw={600}>{choice.name}</Text>
              <Status tone={isLinked ? 'good' : 'idle'}>{say(isLinked ? 'sso-linked' : 'sso-unlinked')}</Status>
            </Group>
            {isLinked ? (
              <Button variant="subtle" color="red" size="compact-sm" onClick={() => setEnding(choice)}>
                {say('sso-unlink')}
              </Button>
            ) : (
              <Button variant="default" size="compact-sm" loading={link.isPending} onClick={() => link.mutate(choice.id)}>
                {say('sso-link')}
              </Button>
            )}
          </Group>
        )
      })}
      <ProblemAlert problem={link.error ?? linked.error} />
      <Confirm
        opened={ending !== undefined}
        title={say('sso-unlink')}
        act={say('sso-unlink')}
        acting={unlink.isPending}
        problem={unlink.error}
        onConfirm={() => ending && unlink.mutate(ending.id)}
        onClose={() => setEnding(undefined)}
      >
        {say('sso-unlink-ask', { name: ending?.name ?? '' })}
      </Confirm>
    </Section>
  )
}
