import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, got } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'

export function NewLocker({ close }: { close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const go = useNavigate()
  const form = useForm({
    initialValues: { name: '', description: '' },
    validate: { name: (name) => (name.trim() ? null : say('name-wanted')) },
  })
  const sending = useSend(form, {
    send: ({ name, description }) => got(api.POST('/api/lockers', { body: { name: name.trim(), description } })),
    done: ({ id, name }) => {
      toast(say('locker-made', { name }))
      void client.invalidateQueries({ queryKey: ['lockers'] })
      void go(`/vault/${id}`)
    },
  })
  return (
    <Dialog title={say('locker-make')} close={close}>
      <Form form={form} sending={sending} label={say('locker-make')}>
        <TextInput
          label={say('name')}
          description={say('locker-name-help')}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Textarea
          label={say('description')}
          description={say('locker-description-help')}
          autosize
          minRows={2}
          {...form.getInputProps('description')}
        />
        <Submit>{say('locker-make')}</Submit>
      </Form>
    </Dialog>
  )
}
