import { Anchor, Select, Stack, Text } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { FailureWords } from './failure'
import { Outcome } from './outcome'
import classes from './run.module.css'
import { isUnderWay, OUTCOMES } from './states'
import { useRefresh } from './use-refresh'

type Wanted = Schemas['Outcome'] | 'all'

/** The messages that a run has worked on, and what was done to each. */
export function Items({ run }: { run: Schemas['Run'] }) {
  const say = useSay()
  const [outcome, setOutcome] = useState<Wanted>('all')
  const pages = usePages(['runs', run.id, 'items', outcome], (cursor) =>
    got(
      api.GET('/api/runs/{id}/items', {
        params: { path: { id: run.id }, query: { cursor, outcome: outcome === 'all' ? undefined : outcome } },
      }),
    ),
  )
  // What was loaded page by page is not asked for again all the time.
  const isShort = (pages.rows?.length ?? 0) <= 100
  useRefresh(pages.again, isUnderWay(run.state) && isShort ? 2_000 : undefined)
  const options = ['all' as const, ...OUTCOMES].map((value) => ({ value, label: say(value === 'all' ? 'any' : `outcome-${value}`) }))
  return (
    <Stack>
      <Select<Wanted>
        label={say('outcome')}
        data={options}
        value={outcome}
        onChange={(value) => value && setOutcome(value)}
        maw={260}
      />
      <Listed
        pages={pages}
        empty={
          <EmptyState
            icon={IconMail}
            title={say(outcome === 'all' ? 'items-empty' : 'nothing-found')}
            text={say(isUnderWay(run.state) ? 'items-empty-yet' : 'items-empty-text')}
          />
        }
      >
        {(rows) => (
          <Table
            label={say('run-items')}
            rows={rows}
            rowKey={(item) => String(item.number)}
            columns={[
              { title: say('message'), isName: true, cell: (item) => <About item={item} run={run.id} /> },
              { title: say('outcome'), cell: (item) => <span className={classes.whole}><Outcome of={item.outcome} /></span> },
              { title: say('item-effects'), cell: (item) => <Effects of={item} /> },
              { title: say('when'), cell: (item) => <Time at={item.at} detail="second" /> },
            ]}
          />
        )}
      </Listed>
    </Stack>
  )
}

function About({ item, run }: { item: Schemas['Item']; run: string }) {
  const say = useSay()
  return (
    <div className={classes.detail}>
      <Anchor component={Link} to={`/runs/${run}/items/${item.number}`} state={{ item }} size="sm" fw={600}>
        {item.subject || say('no-subject')}
      </Anchor>
      <Text size="xs" c="dimmed">
        {item.from}
      </Text>
    </div>
  )
}

/** What was done to a message, and why no more than that. */
export function Effects({ of: { effects, failure } }: { of: Schemas['Item'] }) {
  if (effects.length === 0 && !failure) return '–'
  return (
    <Stack gap={4}>
      {effects.length > 0 && (
        <ul className={classes.effects}>
          {effects.map((effect, at) => (
            <li key={at} className={classes.detail}>
              <Text size="sm" component="span">
                {effect}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {failure && (
        <div>
          <FailureWords of={failure} />
        </div>
      )}
    </Stack>
  )
}
