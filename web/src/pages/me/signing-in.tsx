import { Button, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, got, type Schemas } from '../../api/client'
import { CopyField } from '../../ui/copy-field'
import { Dialog } from '../../ui/dialog'
import { ProblemAlert } from '../../ui/problem-alert'
import { Status } from '../../ui/status'
import { useSay } from '../../words/words'

/** A sign-in at a provider, which happens on a page of theirs: in another tab, or on another device by a code. */
export function SigningIn({
  begun,
  title,
  close,
  done,
}: {
  begun: Schemas['BegunShown']
  title: string
  close: () => void
  done: () => void
}) {
  const say = useSay()
  const leave = () => {
    done()
    close()
  }
  return (
    <Dialog title={title} close={leave}>
      <Stack>
        {begun.by === 'browser' ? (
          <>
            <Text>{say('sign-in-elsewhere')}</Text>
            <Way to={begun.authorization_url} />
            <Button variant="default" onClick={leave}>
              {say('sign-in-elsewhere-done')}
            </Button>
          </>
        ) : (
          <Device begun={begun} done={done} />
        )}
      </Stack>
    </Dialog>
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

const EACH = 3_000

function Device({
  begun,
  done,
}: {
  begun: Extract<Schemas['BegunShown'], { by: 'device' }>
  done: () => void
}) {
  const say = useSay()
  const progress = useQuery({
    queryKey: ['sign-in', begun.attempt],
    queryFn: () =>
      got(
        api.GET('/api/me/connections/sign-ins/{attempt}', { params: { path: { attempt: begun.attempt } } }),
      ),
    refetchInterval: (query) => ((query.state.data?.state ?? 'pending') === 'pending' ? EACH : false),
  })
  const state = progress.data?.state ?? 'pending'
  useEffect(() => {
    if (state === 'done') done()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Once, when it is done.
  }, [state])
  return (
    <>
      <Text>{say('sign-in-device')}</Text>
      <CopyField label={say('sign-in-device-code')} value={begun.user_code} />
      <Way to={begun.verification_url} />
      <div role="status">
        <Status tone={state === 'done' ? 'good' : state === 'pending' ? 'busy' : 'bad'}>{say(`progress-${state}`)}</Status>
      </div>
      {progress.data?.reason && <Text size="sm">{progress.data.reason.said}</Text>}
      <ProblemAlert problem={progress.error} />
    </>
  )
}
