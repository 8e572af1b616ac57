import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, seen } from '../../api/client'
import { Changed } from '../../ui/changed'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'

export function DescribeLocker({ of, close, again }: { of: Schemas['Locker']; close: () => void; again: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const form = useForm({ initialValues: { description: of.description } })
  const sending = useSend(form, {
    send: (body) => api.PUT('/api/lockers/{id}', { body, params: { path: { id: of.id }, header: seen(of.version) } }),
    done: () => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: ['lockers'] })
      close()
    },
  })
  return (
    <Dialog title={say('locker-describe')} close={close}>
      <Form form={form} sending={sending} label={say('locker-describe')}>
        <Textarea
          label={say('description')}
          description={say('locker-description-help')}
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('description')}
        />
        <Submit>{say('save')}</Submit>
      </Form>
      <Changed
        problem={sending.error}
        again={() => {
          again()
          close()
        }}
      />
    </Dialog>
  )
}
