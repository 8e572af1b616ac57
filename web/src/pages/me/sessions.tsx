import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got, type Schemas } from '../../api/client'
import { Confirm } from '../../ui/confirm'
import { Listed, listed } from '../../ui/listed'
import { Section } from '../../ui/section'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { browser } from './browser'

const key = ['me-sessions']

export function Sessions() {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const query = useQuery({ queryKey: key, queryFn: () => got(api.GET('/api/me/sessions')) })
  const [ending, setEnding] = useState<Schemas['Session']>()
  const end = useMutation({
    mutationFn: (id: string) => api.DELETE('/api/me/sessions/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      setEnding(undefined)
      toast(say('session-ended'))
      await client.invalidateQueries({ queryKey: key })
    },
  })
  return (
    <Section title={say('sessions')} lead={say('sessions-lead')}>
      <Listed pages={listed(query)} empty={null}>
        {(rows) => (
          <Table
            label={say('sessions')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { title: say('session-program'), isName: true, cell: (row) => <Which of={row} /> },
              { title: say('session-began'), cell: (row) => <Time at={row.made_at} /> },
              { title: say('last-used'), cell: (row) => <Time at={row.seen_at} relative /> },
              {
                title: say('actions'),
                isActions: true,
                cell: (row) => (
                  <Button variant="subtle" color="red" size="compact-sm" onClick={() => setEnding(row)}>
                    {say('session-end')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Listed>
      <Confirm
        opened={ending !== undefined}
        title={say('session-end-title')}
        act={say('session-end')}
        acting={end.isPending}
        problem={end.error}
        onConfirm={() => ending && end.mutate(ending.id)}
        onClose={() => setEnding(undefined)}
      >
        {say(ending?.current ? 'session-end-own-ask' : 'session-end-ask')}
      </Confirm>
    </Section>
  )
}

function Which({ of }: { of: Schemas['Session'] }) {
  const say = useSay()
  const name = browser(of.agent) ?? say('session-unknown')
  return of.current ? say('session-current', { name }) : name
}
