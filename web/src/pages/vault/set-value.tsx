import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, seen } from '../../api/client'
import { Changed } from '../../ui/changed'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { credential } from './asked-for'

/** Gives an attribute its value: the only time that it is seen. */
export function SetValue({
  of,
  attribute: { name, masked },
  close,
}: {
  of: Schemas['Credential']
  attribute: Schemas['CredentialAttribute']
  close: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const again = () => {
    void client.invalidateQueries({ queryKey: credential(of.id).queryKey })
    void client.invalidateQueries({ queryKey: ['lockers', of.locker_id, 'credentials'] })
    close()
  }
  const form = useForm({
    initialValues: { value: '' },
    validate: { value: (value) => (value ? null : say('value-wanted')) },
  })
  const sending = useSend(form, {
    send: (body) =>
      api.PUT('/api/credentials/{id}/attributes/{attribute}/value', {
        body,
        params: { path: { id: of.id, attribute: name }, header: seen(of.version) },
      }),
    done: () => {
      toast(say('value-kept'))
      again()
    },
  })
  const title = `${of.locker}/${of.name}.${name}`
  const shared = { label: name, description: say('value-help'), 'data-autofocus': true }
  return (
    <Dialog title={title} close={close}>
      <Form form={form} sending={sending} label={title}>
        {masked ? (
          <SecretInput autoComplete="off" {...shared} {...form.getInputProps('value')} />
        ) : (
          <Textarea autosize maxRows={12} spellCheck={false} {...shared} {...form.getInputProps('value')} />
        )}
        <Submit>{say('value-keep')}</Submit>
      </Form>
      <Changed problem={sending.error} again={again} />
    </Dialog>
  )
}
