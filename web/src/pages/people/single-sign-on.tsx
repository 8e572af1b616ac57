import { Button } from '@mantine/core'
import { IconPlus, IconShieldLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/empty-state'
import { Listed, listed } from '../../ui/listed'
import { RowLink } from '../../ui/row-link'
import { Table } from '../../ui/table'
import { useSay } from '../../words/words'
import { providers } from './asked-for'
import { PeoplePage } from './people-page'

export default function SingleSignOn() {
  const say = useSay()
  const query = useQuery(providers)
  const add = (
    <Button component={Link} to="/people/single-sign-on/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {say('sso-add')}
    </Button>
  )
  return (
    <PeoplePage title="sso" lead="sso-providers-lead" actions={query.data?.length ? add : undefined}>
      <Listed
        pages={listed(query)}
        empty={
          <EmptyState icon={IconShieldLock} title={say('sso-empty')} text={say('sso-empty-text')}>
            {add}
          </EmptyState>
        }
      >
        {(rows) => (
          <Table
            label={say('sso')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                title: say('name'),
                isName: true,
                cell: (row) => <RowLink to={`/people/single-sign-on/${row.id}`}>{row.details.name}</RowLink>,
              },
              { title: say('sso-issuer'), cell: (row) => row.details.issuer },
              { title: say('sso-makes-people-short'), cell: (row) => say(row.details.makes_people ? 'yes' : 'no') },
              { title: say('sso-ends-passwords-short'), cell: (row) => say(row.details.ends_passwords ? 'yes' : 'no') },
              { title: say('sso-groups'), cell: (row) => Object.keys(row.details.groups ?? {}).join(', ') },
            ]}
          />
        )}
      </Listed>
    </PeoplePage>
  )
}
