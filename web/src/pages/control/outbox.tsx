import { Button, Stack, Text } from '@mantine/core'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { Listed } from '../../ui/listed'
import { ProblemAlert } from '../../ui/problem-alert'
import { Section } from '../../ui/section'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useAct } from '../../ui/use-act'
import { useSay } from '../../words/words'

const key = ['deliveries']

/** Notices on their way out; one that was given up can be tried again. */
export function Outbox() {
  const say = useSay()
  const pages = usePages(key, (cursor) =>
    got(api.GET('/api/notices/deliveries', { params: { query: { cursor, limit: 50 } } })),
  )
  const retry = useAct(
    (id: string) => api.POST('/api/notices/deliveries/{id}/retry', { params: { path: { id } } }),
    { said: say('delivery-again'), keys: [key] },
  )
  return (
    <Section title={say('deliveries')} lead={say('deliveries-lead')}>
      <ProblemAlert problem={retry.error} />
      <Listed pages={pages} empty={<Text c="dimmed">{say('deliveries-none')}</Text>}>
        {(rows) => (
          <Table
            label={say('deliveries')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { title: say('notice'), isName: true, cell: (row) => row.said },
              { title: say('audit-when'), cell: (row) => <Time at={row.at} /> },
              { title: say('status'), cell: (row) => <Fate of={row} /> },
              {
                title: say('actions'),
                isActions: true,
                cell: (row) =>
                  row.done_at ? null : (
                    <Button variant="default" size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate(row.id)}>
                      {say('try-again')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Listed>
    </Section>
  )
}

function Fate({ of }: { of: Schemas['Delivery'] }) {
  const say = useSay()
  const { done_at: done, due_at: due, failed, tries } = of
  return (
    <Stack gap={4} align="flex-start">
      <Status tone={done ? 'good' : due ? 'busy' : 'bad'}>
        {say(done ? 'delivery-arrived' : due ? 'delivery-waiting' : 'delivery-given-up')}
      </Status>
      {!done && failed && <Text size="sm">{failed}</Text>}
      <Text size="sm" c="dimmed">
        {say('delivery-tries', { count: tries })}
        {!done && due && (
          <>
            {' · '}
            <Time at={due} relative />
          </>
        )}
      </Text>
    </Stack>
  )
}
