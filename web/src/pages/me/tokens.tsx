import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got, type Schemas } from '../../api/client'
import { Confirm } from '../../ui/confirm'
import { EmptyState } from '../../ui/empty-state'
import { Listed, listed } from '../../ui/listed'
import { Section } from '../../ui/section'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { NewToken } from './new-token'
import { Settings } from './settings'

const key = ['me-tokens']

export default function Tokens() {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const query = useQuery({ queryKey: key, queryFn: () => got(api.GET('/api/me/tokens')) })
  const [isMaking, setMaking] = useState(false)
  const [ending, setEnding] = useState<Schemas['ApiToken']>()
  const again = () => client.invalidateQueries({ queryKey: key })
  const end = useMutation({
    mutationFn: (id: string) => api.DELETE('/api/me/tokens/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      setEnding(undefined)
      toast(say('token-revoked'))
      await again()
    },
  })
  const make = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
      {say('token-make')}
    </Button>
  )
  return (
    <Settings part="me-tokens">
      <Section title={say('tokens')} lead={say('tokens-lead')} actions={query.data?.length ? make : undefined}>
        <Listed
          pages={listed(query)}
          empty={
            <EmptyState icon={IconKey} title={say('tokens-empty')} text={say('tokens-empty-text')}>
              {make}
            </EmptyState>
          }
        >
          {(rows) => (
            <Table
              label={say('tokens')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { title: say('token-name'), isName: true, cell: (row) => row.name },
                {
                  title: say('token-scopes'),
                  cell: (row) => row.scopes.map((scope) => say(`permission-${scope}`)).join(', '),
                },
                { title: say('ends'), cell: (row) => <Time at={row.expires_at} detail="day" /> },
                {
                  title: say('last-used'),
                  cell: (row) => (row.used_at ? <Time at={row.used_at} relative /> : say('never')),
                },
                {
                  title: say('actions'),
                  isActions: true,
                  cell: (row) => (
                    <Button variant="subtle" color="red" size="compact-sm" onClick={() => setEnding(row)}>
                      {say('token-revoke')}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Listed>
      </Section>
      {isMaking && <NewToken close={() => setMaking(false)} made={() => void again()} />}
      <Confirm
        opened={ending !== undefined}
        title={say('token-revoke-title', { name: ending?.name ?? '' })}
        act={say('token-revoke')}
        acting={end.isPending}
        problem={end.error}
        onConfirm={() => ending && end.mutate(ending.id)}
        onClose={() => setEnding(undefined)}
      >
        {say('token-revoke-ask')}
      </Confirm>
    </Settings>
  )
}
