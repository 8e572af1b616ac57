import { Text } from '@mantine/core'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { Listed } from '../../ui/listed'
import { Section } from '../../ui/section'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'

/** Who read values of a credential, and when: the log of it. */
export function Reads({ of }: { of: Schemas['Credential'] }) {
  const say = useSay()
  const pages = usePages(['credentials', of.id, 'reads'], (cursor) =>
    got(api.GET('/api/credentials/{id}/reads', { params: { path: { id: of.id }, query: { cursor, limit: 20 } } })),
  )
  return (
    <Section title={say('reads')} lead={say('reads-lead')}>
      <Listed pages={pages} empty={<Text c="dimmed">{say('reads-none')}</Text>}>
        {(rows) => (
          <Table
            label={say('reads')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { title: say('audit-when'), cell: (row) => <Time at={row.at} detail="second" /> },
              { title: say('audit-who'), isName: true, cell: (row) => row.person ?? say('nobody') },
              { title: say('audit-what'), cell: (row) => row.said },
            ]}
          />
        )}
      </Listed>
    </Section>
  )
}
