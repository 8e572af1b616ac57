import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { api, type Schemas } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'

export function GiveValue({
  own,
  close,
  given,
}: {
  own: Schemas['OwnCredential']
  close: () => void
  given: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const form = useForm({
    initialValues: { value: '' },
    validate: { value: (value) => (value ? null : say('value-wanted')) },
  })
  const sending = useSend(form, {
    send: (body) =>
      api.PUT('/api/me/credentials/{id}/{attribute}', {
        body,
        params: { path: { id: own.credential, attribute: own.attribute } },
      }),
    done: () => {
      toast(say('saved'))
      given()
      close()
    },
  })
  const title = `${own.locker}/${own.name}.${own.attribute}`
  const shared = { label: own.attribute, description: say('own-value-help'), 'data-autofocus': true }
  return (
    <Dialog title={title} close={close}>
      <Form form={form} sending={sending} label={title}>
        {own.masked ? (
          <SecretInput autoComplete="off" {...shared} {...form.getInputProps('value')} />
        ) : (
          <TextInput autoComplete="off" {...shared} {...form.getInputProps('value')} />
        )}
        <Submit>{say('save')}</Submit>
      </Form>
    </Dialog>
  )
}
