import { Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client'
import type { Problem } from '../../api/problem'
import { useMe } from '../../session'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { Section } from '../../ui/section'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'

function field({ words }: Problem) {
  if (words === 'password-length') return 'new'
  if (words === 'sign-in-wrong' || words === 'proof-wrong') return 'old'
  return undefined
}

export function Password() {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const { name } = useMe()
  const form = useForm({
    initialValues: { old: '', new: '', again: '' },
    validate: { again: (again, values) => (again === values.new ? null : say('password-differs')) },
  })
  const sending = useSend(form, {
    field,
    send: ({ old, new: wanted }) => api.POST('/api/me/password', { body: { old, new: wanted } }),
    done: () => {
      form.reset()
      toast(say('password-changed'))
      void client.invalidateQueries({ queryKey: ['me-sessions'] })
    },
  })
  return (
    <Section title={say('password')} lead={say('password-lead')}>
      <Stack maw={480}>
        <Form form={form} sending={sending} field={field} label={say('password')}>
          <input type="text" autoComplete="username" value={name} readOnly hidden />
          <SecretInput label={say('password-old')} autoComplete="current-password" {...form.getInputProps('old')} />
          <SecretInput
            label={say('password-new')}
            description={say('password-help')}
            autoComplete="new-password"
            {...form.getInputProps('new')}
          />
          <SecretInput label={say('password-again')} autoComplete="new-password" {...form.getInputProps('again')} />
          <div>
            <Submit>{say('password-change')}</Submit>
          </div>
        </Form>
      </Stack>
    </Section>
  )
}
