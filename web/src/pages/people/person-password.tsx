import { Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { Section } from '../../ui/section'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import type { Somebody } from './person'

/** Another password for somebody who has lost theirs. */
export function PersonPassword({ of }: { of: Somebody }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password ? null : say('value-wanted')) },
  })
  const sending = useSend(form, {
    send: (body) => api.PUT('/api/people/{id}/password', { body, params: { path: { id: of.id } } }),
    done: () => {
      form.reset()
      toast(say('person-password-given'))
      void client.invalidateQueries({ queryKey: ['people', of.id] })
    },
  })
  return (
    <Section title={say('password')} lead={say('person-password-lead')}>
      <Stack maw={480}>
        <Form form={form} sending={sending} label={say('password')}>
          <input type="text" autoComplete="username" value={of.name} readOnly hidden />
          <SecretInput
            label={say('password-new')}
            description={say('person-password-help')}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <div>
            <Submit variant="default">{say('person-password-give')}</Submit>
          </div>
        </Form>
      </Stack>
    </Section>
  )
}
