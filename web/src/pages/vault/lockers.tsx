import { Button } from '@mantine/core'
import { IconLock, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { api, got } from '../../api/client'
import { usePages } from '../../api/pages'
import { useMay } from '../../session'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Page } from '../../ui/page'
import { RowLink } from '../../ui/row-link'
import { Table } from '../../ui/table'
import { useSay } from '../../words/words'
import { NewLocker } from './new-locker'

export default function Lockers() {
  const say = useSay()
  const may = useMay()('manage_lockers')
  const [isMaking, setMaking] = useState(false)
  const pages = usePages(['lockers', 'list'], (cursor) =>
    got(api.GET('/api/lockers', { params: { query: { cursor, limit: 100 } } })),
  )
  const make = may && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
      {say('locker-make')}
    </Button>
  )
  return (
    <Page title={say('nav-vault')} lead={say('vault-lead')} actions={pages.rows?.length ? make : undefined}>
      <Listed
        pages={pages}
        empty={
          <EmptyState
            icon={IconLock}
            title={say('vault-empty')}
            text={say(may ? 'vault-empty-text' : 'vault-empty-text-no-locker')}
          >
            {make}
          </EmptyState>
        }
      >
        {(rows) => (
          <Table
            label={say('nav-vault')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { title: say('locker'), isName: true, cell: (row) => <RowLink to={`/vault/${row.id}`}>{row.name}</RowLink> },
              { title: say('description'), cell: (row) => row.description },
              { title: say('locker-you-are'), cell: (row) => say(`standing-${row.standing}`) },
            ]}
          />
        )}
      </Listed>
      {isMaking && <NewLocker close={() => setMaking(false)} />}
    </Page>
  )
}
