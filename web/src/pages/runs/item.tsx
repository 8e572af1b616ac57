import { Alert, Anchor, Group, Text } from '@mantine/core'
import { IconQuestionMark } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useParams } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { Loading } from '../../ui/loading'
import { Page } from '../../ui/page'
import { ProblemAlert } from '../../ui/problem-alert'
import { Section } from '../../ui/section'
import { Time } from '../../ui/time'
import { CopyField } from '../../ui/copy-field'
import { useSay } from '../../words/words'
import facts from './facts.module.css'
import { ItemTale } from './item-tale'
import { Effects } from './items'
import { Met } from './messages'
import classes from './messages.module.css'
import { Outcome } from './outcome'
import { isUnderWay } from './states'

/** What one run has done to one message, and what others have. */
export default function ItemPage() {
  const say = useSay()
  const { id = '', number = '' } = useParams()
  const known = (useLocation().state as { item?: Schemas['Item'] } | null)?.item
  const run = useQuery({
    queryKey: ['runs', id, 'opened'],
    queryFn: () => got(api.GET('/api/runs/{id}', { params: { path: { id } } })),
  })
  const item = useQuery({
    queryKey: ['runs', id, 'item', number],
    queryFn: () =>
      got(api.GET('/api/runs/{id}/items/{number}', { params: { path: { id, number: Number(number) } } })),
    placeholderData: known?.number === Number(number) ? known : undefined,
    refetchInterval: run.data && isUnderWay(run.data.state) ? 2_000 : false,
  })
  const crumbs = [
    { title: say('nav-runs'), to: '/runs' },
    { title: run.data?.name ?? say('run'), to: `/runs/${id}?part=items` },
  ]
  const error = run.error ?? item.error
  const subject = item.data ? item.data.subject || say('no-subject') : say('message')
  return (
    <Page title={subject} crumbs={crumbs}>
      {error && <ProblemAlert problem={error} again={() => void item.refetch()} />}
      {!error && !item.data && <Loading />}
      {item.data && run.data && <Story item={item.data} run={run.data} />}
    </Page>
  )
}

function Story({ item, run }: { item: Schemas['Item']; run: Schemas['RunOpened'] }) {
  const say = useSay()
  return (
    <>
      <Group gap="sm">
        <Outcome of={item.outcome} />
        <Text size="sm" c="dimmed">
          {item.from}
        </Text>
      </Group>
      {item.outcome === 'unknown' && (
        <Alert color="yellow" icon={<IconQuestionMark aria-hidden />} title={say('unknown-title')}>
          {say('unknown-means')} {say('unknown-look')}
        </Alert>
      )}
      <Section title={say(run.dry_run ? 'item-would' : 'item-effects')}>
        <Effects of={item} />
      </Section>
      <Section title={say('message')}>
        <dl className={facts.facts}>
          <div>
            <dt>{say('message-from')}</dt>
            <dd>{item.from}</dd>
          </div>
          {item.received_at && (
            <div>
              <dt>{say('message-received-at')}</dt>
              <dd>
                <Time at={item.received_at} detail="second" />
              </dd>
            </div>
          )}
          {item.folder && (
            <div>
              <dt>{say('message-folder')}</dt>
              <dd>{item.folder}</dd>
            </div>
          )}
          <div>
            <dt>{say('message-begun')}</dt>
            <dd>
              <Time at={item.at} detail="second" />
            </dd>
          </div>
        </dl>
        {item.message_id && <CopyField label="Message-ID" value={item.message_id} />}
      </Section>
      {item.place && <ItemTale run={run} item={item} />}
      {item.message_id && <Others id={item.message_id} run={run.id} />}
    </>
  )
}

/** What other runs have done to the same message. */
function Others({ id, run }: { id: string; run: string }) {
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: ['messages', 'message_id', id, 'story'],
    queryFn: () => got(api.GET('/api/messages', { params: { query: { message_id: id } } })),
  })
  if (error) return <ProblemAlert problem={error} />
  const others = data?.items.filter((found) => found.run.id !== run) ?? []
  return (
    <Section title={say('item-others')} lead={others.length === 0 ? say('item-others-none') : undefined}>
      {others.length > 0 && (
        <ol className={classes.met}>
          {others.map((found) => (
            <li key={`${found.run.id} ${found.item.number}`}>
              <Met found={found} />
            </li>
          ))}
        </ol>
      )}
      {data?.next && (
        <Anchor component={Link} to={`/messages?message_id=${encodeURIComponent(id)}`} size="sm">
          {say('item-others-all')}
        </Anchor>
      )}
    </Section>
  )
}
