import { Anchor, Badge, Button, Group, Text } from '@mantine/core'
import { IconFilterOff, IconPlayerPlay, IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { useMay, useTimeZone } from '../../session'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Page } from '../../ui/page'
import { Count } from '../../ui/quantities'
import { RunStatus } from '../../ui/run-status'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { FilterBar } from './filter-bar'
import { type Filters, filtersIn, queryOf } from './filters'
import { Lasted } from './lasted'
import classes from './run.module.css'
import { StartRun } from './start-run'
import { isUnderWay } from './states'
import { useRefresh } from './use-refresh'

/** So many rows are asked for again by themselves; of more, the reader decides. */
const FRESH = 100

/** All runs that one may see, the latest first. `?start=ID` begins with starting one of that automation. */
export default function Runs() {
  const say = useSay()
  const may = useMay()
  const zone = useTimeZone()
  const [params, setParams] = useSearchParams()
  const filters = useMemo(() => filtersIn(params), [params])
  const pages = usePages(['runs', 'list', filters], (cursor) =>
    got(api.GET('/api/runs', { params: { query: { ...queryOf(filters, Date.now(), zone), cursor } } })),
  )
  const count = pages.rows?.length ?? 0
  const isBusy = pages.rows?.some((run) => isUnderWay(run.state)) ?? false
  useRefresh(pages.again, count > FRESH ? undefined : isBusy ? 2_000 : 10_000)
  const change = (to: Filters) =>
    setParams(Object.entries(to).filter((entry): entry is [string, string] => Boolean(entry[1])), { replace: true })
  const isFiltered = Object.values(filters).some(Boolean)
  const mayStart = may('run_automations') && may('view_automations')
  const start = mayStart && (
    <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={() => setParams({ ...Object.fromEntries(params), start: '' })}>
      {say('run-start')}
    </Button>
  )
  const asked = params.get('start')
  const close = () => setParams((now) => (now.delete('start'), now), { replace: true })
  return (
    <Page
      title={say('nav-runs')}
      lead={say('runs-lead')}
      actions={
        <>
          <Button component={Link} to="/messages" variant="default" leftSection={<IconSearch size={18} aria-hidden />}>
            {say('runs-find-mail')}
          </Button>
          {start}
        </>
      }
    >
      <FilterBar filters={filters} change={change} />
      <Listed
        pages={pages}
        empty={
          isFiltered ? (
            <EmptyState icon={IconFilterOff} title={say('nothing-found')} text={say('runs-none-so')}>
              <Button variant="default" onClick={() => change({})}>
                {say('filters-clear')}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={IconPlayerPlay} title={say('runs-empty')} text={say('runs-empty-text')}>
              {start}
            </EmptyState>
          )
        }
      >
        {(rows) => <List rows={rows} />}
      </Listed>
      {asked !== null && mayStart && <StartRun automation={asked || undefined} close={close} />}
    </Page>
  )
}

function List({ rows }: { rows: Schemas['Run'][] }) {
  const say = useSay()
  const may = useMay()
  return (
    <Table
      label={say('nav-runs')}
      rows={rows}
      rowKey={(run) => run.id}
      columns={[
        { title: say('automation'), isName: true, cell: (run) => <Name run={run} /> },
        { title: say('state'), cell: (run) => <span className={classes.whole}><RunStatus of={run.state} /></span> },
        { title: say('messages-count'), cell: (run) => <Messages run={run} /> },
        ...(may('view_others_runs') ? [{ title: say('run-whose'), cell: (run: Schemas['Run']) => run.person ?? '–' }] : []),
        { title: say('run-started'), cell: (run) => <Time at={run.queued_at} relative /> },
        { title: say('figure-lasted'), cell: (run) => <span className={classes.whole}><Lasted run={run} /></span> },
      ]}
    />
  )
}

function Name({ run }: { run: Schemas['Run'] }) {
  const say = useSay()
  return (
    <div className={classes.detail}>
      <Group gap={8}>
        <Anchor component={Link} to={`/runs/${run.id}`} size="sm" fw={600}>
          {run.name}
        </Anchor>
        {run.dry_run && (
          <Badge tt="none" variant="outline" radius="sm" size="sm">
            {say('dry-run')}
          </Badge>
        )}
      </Group>
      {run.failure && run.state !== 'cancelled' && (
        <Text size="xs" c="dimmed" lineClamp={2} fw={400}>
          {run.failure.said}
        </Text>
      )}
    </div>
  )
}

function Messages({ run: { done, failed } }: { run: Schemas['Run'] }) {
  const say = useSay()
  return (
    <span className={classes.whole}>
      <Count of={done} />
      {failed > 0 && (
        <Text component="span" size="sm" c="var(--mantine-color-error)">
          {' '}
          · {say('messages-failed', { count: failed })}
        </Text>
      )}
    </span>
  )
}
