import { Button } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { api, got } from '../../api/client'
import { usePages } from '../../api/pages'
import { EmptyState } from '../../ui/empty-state'
import { NAMES } from '../../ui/language-menu'
import { Listed } from '../../ui/listed'
import { RowLink } from '../../ui/row-link'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { known } from '../../words/language'
import { useSay } from '../../words/words'
import { NewPerson } from './new-person'
import { PeoplePage } from './people-page'

export default function People() {
  const say = useSay()
  const [isAdding, setAdding] = useState(false)
  const pages = usePages(['people', 'list'], (cursor) =>
    got(api.GET('/api/people', { params: { query: { cursor, limit: 100 } } })),
  )
  const add = (
    <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {say('person-add')}
    </Button>
  )
  return (
    <PeoplePage title="people" lead="people-lead" actions={add}>
      <Listed
        pages={pages}
        empty={<EmptyState icon={IconUsers} title={say('nothing-found')} text={say('people-lead')} />}
      >
        {(rows) => (
          <Table
            label={say('people')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { title: say('name'), isName: true, cell: (row) => <RowLink to={`/people/${row.id}`}>{row.name}</RowLink> },
              {
                title: say('status'),
                cell: (row) => (
                  <Status tone={row.disabled ? 'bad' : 'good'}>{say(row.disabled ? 'person-off' : 'person-on')}</Status>
                ),
              },
              { title: say('email'), cell: (row) => row.email },
              {
                title: say('language'),
                cell: (row) => {
                  const language = known(row.language)
                  return language ? NAMES[language] : say('person-language-theirs')
                },
              },
            ]}
          />
        )}
      </Listed>
      {isAdding && <NewPerson close={() => setAdding(false)} />}
    </PeoplePage>
  )
}
