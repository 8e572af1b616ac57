import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { api } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import type { Somebody } from './person'

export function LinkIdentity({
  of,
  provider,
  close,
}: {
  of: Somebody
  provider: { id: string; name: string }
  close: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const form = useForm({
    initialValues: { subject: '' },
    validate: { subject: (subject) => (subject.trim() ? null : say('value-wanted')) },
  })
  const sending = useSend(form, {
    send: ({ subject }) =>
      api.PUT('/api/people/{person}/sso/{provider}', {
        body: { subject: subject.trim() },
        params: { path: { person: of.id, provider: provider.id } },
      }),
    done: () => {
      toast(say('person-sso-linked', { name: of.name, provider: provider.name }))
      close()
    },
  })
  const title = say('person-sso-link-title', { name: of.name, provider: provider.name })
  return (
    <Dialog title={title} close={close}>
      <Form form={form} sending={sending} label={title}>
        <TextInput
          label={say('person-sso-subject')}
          description={say('person-sso-subject-help')}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('subject')}
        />
        <Submit>{say('sso-link')}</Submit>
      </Form>
    </Dialog>
  )
}
