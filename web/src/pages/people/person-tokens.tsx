import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Listed, listed } from '../../ui/listed'
import { Section } from '../../ui/section'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import type { Somebody } from './person'

/** The API tokens by which programs come in with their name. */
export function PersonTokens({ of }: { of: Somebody }) {
  const say = useSay()
  const key = ['people', of.id, 'tokens']
  const query = useQuery({
    queryKey: key,
    queryFn: () => got(api.GET('/api/people/{id}/tokens', { params: { path: { id: of.id } } })),
  })
  return (
    <Section title={say('tokens')} lead={say('tokens-theirs-lead')}>
      <Listed pages={listed(query)} empty={<Text c="dimmed">{say('tokens-empty')}</Text>}>
        {(rows) => (
          <Table
            label={say('tokens')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { title: say('token-name'), isName: true, cell: (row) => row.name },
              { title: say('token-scopes'), cell: (row) => row.scopes.map((one) => say(`permission-${one}`)).join(', ') },
              { title: say('ends'), cell: (row) => <Time at={row.expires_at} detail="day" /> },
              {
                title: say('last-used'),
                cell: (row) => (row.used_at ? <Time at={row.used_at} relative /> : say('never')),
              },
              {
                title: say('actions'),
                isActions: true,
                cell: (row) => (
                  <AskFirst
                    size="compact-sm"
                    label={say('token-revoke')}
                    name={`${say('token-revoke')}: ${row.name}`}
                    title={say('token-revoke-title', { name: row.name })}
                    act={() =>
                      api.DELETE('/api/people/{person}/tokens/{id}', { params: { path: { person: of.id, id: row.id } } })
                    }
                    said={say('token-revoked')}
                    keys={[key]}
                  >
                    {say('token-revoke-ask')}
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
