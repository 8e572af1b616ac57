import { Center, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import type { Problem } from '../../api/problem'
import { me } from '../../session'
import { CopyField } from '../../ui/copy-field'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { Loading } from '../../ui/loading'
import { ProblemAlert } from '../../ui/problem-alert'
import { useSay } from '../../words/words'
import { QrCode } from './qr-code'

const field = ({ words }: Problem) => (words === 'second-factor-wrong' ? 'code' : undefined)

/** Turns the second factor on: an app gets the secret, and a code of it proves that it has it. */
export function Enrol({ close, done }: { close: () => void; done: (codes: string[]) => void }) {
  const say = useSay()
  const client = useQueryClient()
  // Asked for once, and kept nowhere when this is closed.
  const begun = useQuery({
    queryKey: ['second-factor', 'begun'],
    queryFn: () => got(api.POST('/api/me/second-factor')),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const form = useForm({ initialValues: { code: '' } })
  const sending = useSend(form, {
    field,
    send: ({ code }) => got(api.PUT('/api/me/second-factor', { body: { code: code.replace(/\s/g, '') } })),
    done: ({ recovery_codes: codes }) => {
      void client.invalidateQueries({ queryKey: me.queryKey })
      close()
      done(codes)
    },
  })
  return (
    <Dialog title={say('factor-on')} close={close}>
      <ProblemAlert problem={begun.error} />
      {begun.isPending && <Loading />}
      {begun.data && (
        <Stack>
          <Text>{say('factor-scan')}</Text>
          <Center>
            <QrCode text={begun.data.url} label={say('factor-qr')} />
          </Center>
          <CopyField label={say('factor-secret')} value={begun.data.secret} />
          <Form form={form} sending={sending} field={field} label={say('factor-on')}>
            <TextInput
              label={say('code')}
              description={say('factor-code-help')}
              autoComplete="one-time-code"
              inputMode="numeric"
              data-autofocus
              {...form.getInputProps('code')}
            />
            <Submit>{say('factor-on')}</Submit>
          </Form>
        </Stack>
      )}
    </Dialog>
  )
}
