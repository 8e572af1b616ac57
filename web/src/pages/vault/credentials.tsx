import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { RowLink } from '../../ui/row-link'
import { Section } from '../../ui/section'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { useSay } from '../../words/words'
import { isAtLeast } from './asked-for'
import { EditCredential } from './edit-credential'

/** What lies in a locker. */
export function Credentials({ of }: { of: Schemas['Locker'] }) {
  const say = useSay()
  const [isAdding, setAdding] = useState(false)
  const may = isAtLeast(of.standing, 'participant')
  const pages = usePages(['lockers', of.id, 'credentials'], (cursor) =>
    got(
      api.GET('/api/lockers/{id}/credentials', { params: { path: { id: of.id }, query: { cursor, limit: 100 } } }),
    ),
  )
  const add = may && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {say('credential-add')}
    </Button>
  )
  return (
    <Section title={say('credentials')} lead={say('credentials-lead')} actions={pages.rows?.length ? add : undefined}>
      <Listed
        pages={pages}
        empty={
          <EmptyState icon={IconKey} title={say('credentials-empty')} text={say('credentials-empty-text')}>
            {add}
          </EmptyState>
        }
      >
        {(rows) => (
          <Table
            label={say('credentials')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                title: say('credential'),
                isName: true,
                cell: (row) => <RowLink to={`/vault/${of.id}/${row.id}`}>{row.name}</RowLink>,
              },
              { title: say('description'), cell: (row) => row.description },
              { title: say('attributes'), cell: (row) => row.attributes.map(({ name }) => name).join(', ') },
              { title: say('allowed-hosts'), cell: (row) => row.allowed_hosts.join(', ') || say('any-host') },
              { title: say('values'), cell: (row) => <Given attributes={row.attributes} /> },
            ]}
          />
        )}
      </Listed>
      {isAdding && <EditCredential locker={of} close={() => setAdding(false)} />}
    </Section>
  )
}

function Given({ attributes }: { attributes: Schemas['CredentialAttribute'][] }) {
  const say = useSay()
  const missing = attributes.filter((one) => !one.set_at).length
  return (
    <Status tone={missing ? 'warn' : 'good'}>
      {missing ? say('values-missing', { count: missing }) : say('values-given')}
    </Status>
  )
}
