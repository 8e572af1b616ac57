import { Anchor, Badge, Button, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconMailQuestion, IconMailSearch, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Page } from '../../ui/page'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { Effects } from './items'
import classes from './messages.module.css'
import { Outcome } from './outcome'
import { BY, type By, stories, type Story, wanted } from './stories'

/** "What happened to the mail from X, about Y, with this Message-ID?" */
export default function Messages() {
  const say = useSay()
  const [params, setParams] = useSearchParams()
  const by = BY.find((one) => params.get(one)) ?? 'text'
  const asked = params.get(by) ?? ''
  return (
    <Page title={say('nav-messages')} lead={say('messages-lead')}>
      <Search key={`${by} ${asked}`} by={by} asked={asked} find={(to) => setParams(to)} />
      {asked ? (
        <Found by={by} asked={asked} />
      ) : (
        <EmptyState icon={IconMailSearch} title={say('messages-ask')} text={say('messages-ask-text')} />
      )}
    </Page>
  )
}

function Search({ by, asked, find }: { by: By; asked: string; find: (to: Partial<Record<By, string>>) => void }) {
  const say = useSay()
  const [how, setHow] = useState(by)
  const [typed, setTyped] = useState(asked)
  return (
    <form
      role="search"
      aria-label={say('nav-messages')}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim()) find(wanted(how, typed))
      }}
    >
      <Stack gap="sm" maw={640}>
        <SegmentedControl
          aria-label={say('messages-by')}
          value={how}
          onChange={(value) => setHow(value)}
          data={BY.map((value) => ({ value, label: say(`messages-by-${value}`) }))}
          className={classes.by}
        />
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <TextInput
            flex={1}
            label={say(`messages-by-${how}`)}
            description={say(`messages-by-${how}-help`)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            type="search"
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit" leftSection={<IconSearch size={18} aria-hidden />}>
            {say('find')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Found({ by, asked }: { by: By; asked: string }) {
  const say = useSay()
  const pages = usePages(['messages', by, asked], (cursor) =>
    got(api.GET('/api/messages', { params: { query: { [by]: asked, cursor } } })),
  )
  return (
    <Listed
      pages={pages}
      empty={<EmptyState icon={IconMailQuestion} title={say('messages-none')} text={say('messages-none-text')} />}
    >
      {(rows) => (
        <ul className={classes.stories} aria-label={say('messages-found')}>
          {stories(rows).map((story) => (
            <li key={story.key} className={classes.story}>
              <Told story={story} />
            </li>
          ))}
        </ul>
      )}
    </Listed>
  )
}

function Told({ story }: { story: Story }) {
  const say = useSay()
  return (
    <article>
      <Title order={2} size="h3" className={classes.subject}>
        {story.subject || say('no-subject')}
      </Title>
      <Text size="sm" c="dimmed" className={classes.subject}>
        {story.from}
        {story.receivedAt && (
          <>
            {' · '}
            {say('message-received')} <Time at={story.receivedAt} />
          </>
        )}
      </Text>
      <ol className={classes.met}>
        {story.met.map((found) => (
          <li key={`${found.run.id} ${found.item.number}`}>
            <Met found={found} />
          </li>
        ))}
      </ol>
    </article>
  )
}

/** What one run has done to a message. */
export function Met({ found: { run, item } }: { found: Schemas['Found'] }) {
  const say = useSay()
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <Outcome of={item.outcome} />
        <Anchor component={Link} to={`/runs/${run.id}/items/${item.number}`} state={{ item }} size="sm" fw={600}>
          {run.name}
        </Anchor>
        {run.dry_run && (
          <Badge tt="none" variant="outline" radius="sm" size="sm">
            {say('dry-run')}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          <Time at={item.at} />
          {run.person && ` · ${run.person}`}
        </Text>
      </Group>
      <Effects of={item} />
    </Stack>
  )
}
