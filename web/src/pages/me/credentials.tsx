import { Button, Group } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { Confirm } from '../../ui/confirm'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { GiveValue } from './give-value'
import { Settings } from './settings'

type Own = Schemas['OwnCredential']
const key = ['me-credentials']

export default function Credentials() {
  const say = useSay()
  const client = useQueryClient()
  const pages = usePages(key, (cursor) => got(api.GET('/api/me/credentials', { params: { query: { cursor } } })))
  const [giving, setGiving] = useState<Own>()
  const [taking, setTaking] = useState<Own>()
  const again = () => client.invalidateQueries({ queryKey: key })
  const take = useMutation({
    mutationFn: ({ credential: id, attribute }: Own) =>
      api.DELETE('/api/me/credentials/{id}/{attribute}', { params: { path: { id, attribute } } }),
    onSuccess: async () => {
      setTaking(undefined)
      await again()
    },
  })
  return (
    <Settings part="me-credentials">
      <Listed
        pages={pages}
        empty={<EmptyState icon={IconKey} title={say('own-values-empty')} text={say('own-values-empty-text')} />}
      >
        {(rows) => (
          <Table
            label={say('me-credentials')}
            rows={rows}
            rowKey={(row) => `${row.credential}/${row.attribute}`}
            columns={[
              { title: say('credential'), isName: true, cell: (row) => `${row.locker}/${row.name}.${row.attribute}` },
              { title: say('description'), cell: (row) => row.description },
              {
                title: say('own-value'),
                cell: (row) =>
                  row.set_at ? <Time at={row.set_at} /> : <Status tone="warn">{say('own-value-missing')}</Status>,
              },
              {
                title: say('actions'),
                isActions: true,
                cell: (row) => (
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    <Button variant="default" size="compact-sm" onClick={() => setGiving(row)}>
                      {say(row.set_at ? 'own-value-change' : 'own-value-give')}
                    </Button>
                    {row.set_at && (
                      <Button variant="subtle" color="red" size="compact-sm" onClick={() => setTaking(row)}>
                        {say('remove')}
                      </Button>
                    )}
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Listed>
      {giving && <GiveValue own={giving} close={() => setGiving(undefined)} given={() => void again()} />}
      <Confirm
        opened={taking !== undefined}
        title={say('own-value-remove')}
        act={say('remove')}
        acting={take.isPending}
        problem={take.error}
        onConfirm={() => taking && take.mutate(taking)}
        onClose={() => setTaking(undefined)}
      >
        {say('own-value-remove-ask')}
      </Confirm>
    </Settings>
  )
}
