import { Stack, Text } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { EmptyState } from '../../ui/empty-state'
import { Listed, listed } from '../../ui/listed'
import { Marked } from '../../ui/marked'
import { Page } from '../../ui/page'
import { RowLink } from '../../ui/row-link'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useNow } from '../../ui/use-now'
import { useSay } from '../../words/words'
import { dayOf } from './day-of'
import { urgency } from '../home/urgency'

/** The expiry board: everything that ends, the soonest first. */
export default function Expiries() {
  const say = useSay()
  const now = useNow(true)
  const query = useQuery({ queryKey: ['expiries'], queryFn: () => got(api.GET('/api/expiries')) })
  return (
    <Page title={say('nav-expiries')} lead={say('expiries-page-lead')}>
      <Listed
        pages={listed(query)}
        empty={<EmptyState icon={IconHourglass} title={say('expiries-none')} text={say('expiries-empty-text')} />}
      >
        {(rows) => (
          <Table
            label={say('nav-expiries')}
            rows={rows}
            rowKey={(row) => `${row.what} ${row.connection} ${row.person ?? ''} ${row.at}`}
            columns={[
              { title: say('expiry-of'), isName: true, cell: (row) => <RowLink to={`/connections/${row.connection}`}>{row.title}</RowLink> },
              {
                title: say('expiry-what'),
                cell: (row) => <Status tone={urgency(row.at, now)}>{say(`ends-${row.what}`)}</Status>,
              },
              {
                title: say('ends'),
                cell: (row) => (
                  <Stack gap={0}>
                    <Time at={dayOf(row)} detail="day" />
                    <Text size="sm" c="dimmed">
                      <Time at={dayOf(row)} relative />
                    </Text>
                  </Stack>
                ),
              },
              { title: say('expiry-todo'), cell: (row) => <Marked links>{row.advice.said}</Marked> },
            ]}
          />
        )}
      </Listed>
    </Page>
  )
}
