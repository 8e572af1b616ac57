import { Button, Stack, Text } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useMay } from '../../session'
import { EmptyState } from '../../ui/empty-state'
import { Listed, listed } from '../../ui/listed'
import { Page } from '../../ui/page'
import { RowLink } from '../../ui/row-link'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useWords } from '../../words/words'
import { connections, forms } from './asked-for'
import { ConnectionStatus } from './connection-status'
import { nextEnd } from './next-end'

/** All OAuth connections: how each stands, why, and what of it ends next. */
export default function Connections() {
  const { say, language } = useWords()
  const may = useMay()('manage_connections')
  const query = useQuery(connections)
  const providers = useQuery(forms).data
  const create = may && (
    <Button component={Link} to="/connections/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {say('connection-create')}
    </Button>
  )
  return (
    <Page title={say('nav-connections')} lead={say('connections-lead')} actions={query.data?.length ? create : undefined}>
      <Listed
        pages={listed(query)}
        empty={
          <EmptyState icon={IconPlugConnected} title={say('connections-empty')} text={say('connections-empty-text')}>
            {create}
          </EmptyState>
        }
      >
        {(rows) => (
          <Table
            label={say('nav-connections')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                title: say('connection'),
                isName: true,
                cell: (row) => (
                  <Stack gap={0}>
                    <RowLink to={`/connections/${row.id}`}>{row.title}</RowLink>
                    <Text size="sm" c="dimmed" fw={400}>
                      {row.name}
                    </Text>
                  </Stack>
                ),
              },
              {
                title: say('provider-type'),
                cell: (row) =>
                  providers?.find(({ provider }) => provider === row.provider)?.label[language] ?? row.provider,
              },
              { title: say('token-type'), cell: (row) => say(`token-type-${row.token}`) },
              { title: say('status'), cell: (row) => <ConnectionStatus of={row} withReason /> },
              { title: say('next-end'), cell: (row) => <End at={nextEnd(row)} /> },
            ]}
          />
        )}
      </Listed>
    </Page>
  )
}

function End({ at }: { at: string | undefined }) {
  if (!at) return null
  return (
    <Stack gap={0}>
      <Time at={at} detail="day" />
      <Text size="sm" c="dimmed">
        <Time at={at} relative />
      </Text>
    </Stack>
  )
}
