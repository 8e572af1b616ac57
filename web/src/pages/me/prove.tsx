import { Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import type { Problem } from '../../api/problem'
import { me } from '../../session'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'

const field = ({ words }: Problem) => (words === 'proof-wrong' ? 'password' : undefined)

/** What ends or replaces the second factor is done by whoever knows the password. */
export function Prove({
  what,
  close,
  done,
}: {
  what: 'off' | 'codes'
  close: () => void
  done: (codes: string[]) => void
}) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const form = useForm({ initialValues: { password: '' } })
  const sending = useSend(form, {
    field,
    send: async (body) => {
      if (what === 'codes') return got(api.POST('/api/me/second-factor/recovery-codes', { body }))
      await api.DELETE('/api/me/second-factor', { body })
      return undefined
    },
    done: (made) => {
      void client.invalidateQueries({ queryKey: me.queryKey })
      close()
      if (made) done(made.recovery_codes)
      else toast(say('factor-is-off'))
    },
  })
  const title = say(what === 'off' ? 'factor-off' : 'recovery-codes-new')
  return (
    <Dialog title={title} close={close}>
      <Form form={form} sending={sending} field={field} label={title}>
        <Text>{say(what === 'off' ? 'factor-off-ask' : 'recovery-codes-new-ask')}</Text>
        <SecretInput
          label={say('password')}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps('password')}
        />
        <Submit color={what === 'off' ? 'red' : undefined}>{title}</Submit>
      </Form>
    </Dialog>
  )
}
