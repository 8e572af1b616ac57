import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { useSay } from '../../words/words'
import type { Claim } from './sign-in'

export function PasswordStep({
  form,
  send,
}: {
  form: UseFormReturnType<Claim & Record<string, unknown>>
  send: (claim: Claim) => Promise<void>
}) {
  const say = useSay()
  const sending = useSend(form, { send })
  return (
    <Form form={form} sending={sending} label={say('sign-in')}>
      <TextInput label={say('user-name')} autoComplete="username" autoFocus autoCapitalize="none" {...form.getInputProps('name')} />
      <SecretInput label={say('password')} autoComplete="current-password" {...form.getInputProps('password')} />
      <Submit fullWidth>{say('sign-in')}</Submit>
    </Form>
  )
}
