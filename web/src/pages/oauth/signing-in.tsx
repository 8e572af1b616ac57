import { Button, List, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, got, type Schemas } from '../../api/client'
import { CopyField } from '../../ui/copy-field'
import { Dialog } from '../../ui/dialog'
import { ProblemAlert } from '../../ui/problem-alert'
import { Status } from '../../ui/status'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { type Connection, connection } from './asked-for'

type Begun = Schemas['BegunShown']
type Progress = Schemas['ProgressShown']

/** A sign-in at a provider for all runs, on a page of theirs; here it is told how it stands, as it goes. */
export function SigningIn({
  begun,
  of,
  close,
  done,
}: {
  begun: Begun
  of: Connection
  close: () => void
  done: () => void
}) {
  const say = useSay()
  const leave = () => {
    done()
    close()
  }
  return (
    <Dialog title={say('sign-in-title', { name: of.title })} close={leave}>
      {begun.by === 'browser' ? <Browser begun={begun} of={of} /> : <Device begun={begun} />}
      <Button mt="md" variant="default" onClick={leave}>
        {say('close')}
      </Button>
    </Dialog>
  )
}

const EACH = 2_000
const isOver = (state: Progress['state'] | undefined) => state !== undefined && state !== 'pending'

function Browser({ begun, of }: { begun: Extract<Begun, { by: 'browser' }>; of: Connection }) {
  const say = useSay()
  const before = of.status
  // The provider sends the browser back to the server: what has changed is how the connection stands.
  const query = useQuery({
    ...connection(of.id),
    queryKey: ['connections', of.id, 'sign-in'],
    refetchInterval: ({ state: { data } }) => (data?.status?.signed_in_at !== before?.signed_in_at ? false : EACH),
  })
  const now = query.data?.status
  const isIn = now?.signed_in_at !== undefined && now.signed_in_at !== before?.signed_in_at
  const refused = now?.reason && now.since !== before?.since ? now.reason : undefined
  return (
    <Stack>
      <List type="ordered" size="sm" spacing="xs">
        <List.Item>{say('sign-in-step-open')}</List.Item>
        <List.Item>{say('sign-in-step-account')}</List.Item>
        <List.Item>{say('sign-in-step-back')}</List.Item>
      </List>
      <Way to={begun.authorization_url} />
      <How state={isIn ? 'done' : refused ? 'refused' : 'pending'} reason={refused} />
      <ProblemAlert problem={query.error} />
    </Stack>
  )
}

function Device({ begun }: { begun: Extract<Begun, { by: 'device' }> }) {
  const say = useSay()
  const progress = useQuery({
    queryKey: ['connections', 'sign-in', begun.attempt],
    queryFn: () =>
      got(api.GET('/api/connections/sign-ins/{attempt}', { params: { path: { attempt: begun.attempt } } })),
    refetchInterval: ({ state: { data } }) => (isOver(data?.state) ? false : EACH),
  })
  return (
    <Stack>
      <Text size="sm">{say('sign-in-device')}</Text>
      <CopyField label={say('sign-in-device-code')} value={begun.user_code} />
      <Way to={begun.verification_url} />
      <Text size="sm" c="dimmed">
        {say('sign-in-device-until')} <Time at={begun.expires_at} relative />
      </Text>
      <How state={progress.data?.state ?? 'pending'} reason={progress.data?.reason} />
      <ProblemAlert problem={progress.error} />
    </Stack>
  )
}

function Way({ to }: { to: string }) {
  const say = useSay()
  return (
    <Button
      component="a"
      href={to}
      target="_blank"
      // The page of a provider gets no hold of this one.
      rel="noopener noreferrer"
      rightSection={<IconExternalLink size={16} aria-hidden />}
      data-autofocus
    >
      {say('sign-in-elsewhere-go')}
    </Button>
  )
}

/** How it stands: said aloud as it changes. */
function How({ state, reason }: { state: Progress['state']; reason?: Progress['reason'] }) {
  const say = useSay()
  return (
    <Stack gap="xs" role="status">
      <div>
        <Status tone={state === 'done' ? 'good' : state === 'pending' ? 'busy' : 'bad'}>{say(`progress-${state}`)}</Status>
      </div>
      {reason && <Text size="sm">{[reason.said, reason.advice?.said].filter(Boolean).join(' ')}</Text>}
    </Stack>
  )
}
