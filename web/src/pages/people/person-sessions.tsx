import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Listed, listed } from '../../ui/listed'
import { Section } from '../../ui/section'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { browser } from '../me/browser'
import type { Somebody } from './person'

/** Where they are signed in. */
export function PersonSessions({ of }: { of: Somebody }) {
  const say = useSay()
  const key = ['people', of.id, 'sessions']
  const query = useQuery({
    queryKey: key,
    queryFn: () => got(api.GET('/api/people/{id}/sessions', { params: { path: { id: of.id } } })),
  })
  return (
    <Section
      title={say('sessions-theirs')}
      actions={
        query.data?.length ? (
          <AskFirst
            size="compact-sm"
            label={say('sessions-end')}
            title={say('sessions-end')}
            act={() => api.DELETE('/api/people/{id}/sessions', { params: { path: { id: of.id } } })}
            said={say('sessions-ended')}
            keys={[key]}
          >
            {say('sessions-end-ask', { name: of.name })}
          </AskFirst>
        ) : undefined
      }
    >
      <Listed pages={listed(query)} empty={<Text c="dimmed">{say('sessions-none')}</Text>}>
        {(rows) => (
          <Table
            label={say('sessions-theirs')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { title: say('session-program'), isName: true, cell: (row) => browser(row.agent) ?? say('session-unknown') },
              { title: say('session-began'), cell: (row) => <Time at={row.made_at} /> },
              { title: say('last-used'), cell: (row) => <Time at={row.seen_at} relative /> },
              {
                title: say('actions'),
                isActions: true,
                cell: (row) => (
                  <AskFirst
                    size="compact-sm"
                    label={say('session-end')}
                    title={say('session-end-title')}
                    act={() =>
                      api.DELETE('/api/people/{person}/sessions/{id}', { params: { path: { person: of.id, id: row.id } } })
                    }
                    said={say('session-ended')}
                    keys={[key]}
                  >
                    {say('session-end-theirs-ask')}
                  </AskFirst>
                ),
              },
            ]}
          />
        )}
      </Listed>
    </Section>
  )
}
