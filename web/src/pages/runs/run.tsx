import { Alert, Badge, Group, SimpleGrid, Stack, Tabs, Text } from '@mantine/core'
import { IconAlertTriangle, IconClockPause, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { useMay } from '../../session'
import { Loading } from '../../ui/loading'
import { Page } from '../../ui/page'
import { ProblemAlert } from '../../ui/problem-alert'
import { Count } from '../../ui/quantities'
import { RunStatus } from '../../ui/run-status'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import { Cancel } from './cancel'
import { Facts } from './facts'
import { FailureWords } from './failure'
import { Figures } from './figures'
import { SavedFiles } from './files'
import { Items } from './items'
import { Log } from './log'
import { RunAgain } from './run-again'
import classes from './run.module.css'
import { isUnderWay } from './states'
import { StepTree } from './step-tree'
import type { Line } from './tale'
import { Unknown } from './unknown'
import { useTale } from './use-tale'
import { useSteps } from './use-text'
import { Waits } from './waits'

const PARTS = ['now', 'items', 'files', 'facts'] as const

/** A run: live while it goes on, and all that is known of it afterwards. */
export default function RunPage() {
  const say = useSay()
  const { id = '' } = useParams()
  const { data: run, error, refetch } = useQuery({
    queryKey: ['runs', id, 'opened'],
    queryFn: () => got(api.GET('/api/runs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data.state) ? false : 1_500),
  })
  if (run) return <Opened key={run.id} run={run} />
  return (
    <Page title={say('run')} crumbs={[{ title: say('nav-runs'), to: '/runs' }]}>
      {error ? <ProblemAlert problem={error} again={() => void refetch()} /> : <Loading />}
    </Page>
  )
}

function Opened({ run }: { run: Schemas['RunOpened'] }) {
  const say = useSay()
  const may = useMay()
  const client = useQueryClient()
  const heard = useTale(run, () => void client.invalidateQueries({ queryKey: ['runs', run.id] }))
  const [params, setParams] = useSearchParams()
  const part = PARTS.find((one) => one === params.get('part')) ?? 'now'
  const isLive = isUnderWay(run.state)
  return (
    <Page
      title={run.name}
      crumbs={[{ title: say('nav-runs'), to: '/runs' }]}
      actions={may('run_automations') && (isLive ? <Cancel run={run} /> : <RunAgain run={run} />)}
    >
      <Group gap="sm">
        <span role="status">
          <RunStatus of={run.state} />
        </span>
        {run.dry_run && (
          <Badge tt="none" variant="outline" size="lg" radius="sm">
            {say('dry-run')}
          </Badge>
        )}
        {run.person && (
          <Text size="sm" c="dimmed">
            {say('run-as', { name: run.person })}
          </Text>
        )}
      </Group>
      {run.failure && run.state !== 'cancelled' && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={say('run-why')}>
          <FailureWords of={run.failure} />
        </Alert>
      )}
      {run.state === 'interrupted' && (
        <Alert color="yellow" icon={<IconClockPause aria-hidden />} title={say('run-interrupted')}>
          {say('run-interrupted-text')}
        </Alert>
      )}
      {run.state === 'queued' && <Alert icon={<IconClockPause aria-hidden />}>{say('run-queued')}</Alert>}
      <Unknown run={run} />
      {heard.isLost && (
        <Alert color="yellow" icon={<IconPlugConnectedX aria-hidden />} role="status">
          {say('run-lost')}
        </Alert>
      )}
      <ProblemAlert problem={heard.problem} />
      {isLive && <Waits wait={heard.tale.wait} />}
      <Figures run={run} heard={heard} />
      <Tabs value={part} onChange={(to) => setParams(to && to !== 'now' ? { part: to } : {}, { replace: true })} keepMounted={false}>
        <Tabs.List mb="lg" className={classes.tabs}>
          {PARTS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(`run-part-${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="now">
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Section title={say('run-steps')}>
              <Steps run={run} heard={heard} />
            </Section>
            <Section
              title={say('run-log')}
              lead={run.left_out > 0 ? say('log-left-out', { count: run.left_out }) : undefined}
              actions={!heard.isOver && run.events > heard.tale.number + 500 && <Reading heard={heard.tale.number} of={run.events} />}
            >
              <Log tale={heard.tale} isOver={heard.isOver} last={why(run)} />
            </Section>
          </SimpleGrid>
        </Tabs.Panel>
        <Tabs.Panel value="items">
          <Items run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <SavedFiles run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <Facts run={run} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

/** Why a run ended, as the last line of its log. */
function why({ failure, ended_at: at, events }: Schemas['RunOpened']): Line | undefined {
  return failure && at ? { number: events + 1, at, said: failure.said, tone: 'wrong', place: '' } : undefined
}

function Steps({ run, heard }: { run: Schemas['RunOpened']; heard: ReturnType<typeof useTale> }) {
  return (
    <Stack>
      <StepTree steps={useSteps(run)} tale={heard.tale} isOver={heard.isOver} />
    </Stack>
  )
}

function Reading({ heard, of }: { heard: number; of: number }) {
  return (
    <Text size="xs" c="dimmed">
      <Count of={heard} /> / <Count of={of} />
    </Text>
  )
}
