import { Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { members } from './asked-for'
import { candidates } from './candidates'

/** Lets the runs of a role's holders use what is in a locker. */
export function LetRoleIn({ of, close }: { of: Schemas['Locker']; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const known = useQuery(candidates(of.id))
  const inside = new Set(useQuery(members(of.id)).data?.roles.map(({ id }) => id))
  const outside = (known.data?.roles ?? [])
    .filter(({ id }) => !inside.has(id))
    .map(({ id, name }) => ({ value: id, label: name }))
  const form = useForm({
    initialValues: { role: null as string | null },
    validate: { role: (role) => (role ? null : say('consumer-wanted')) },
  })
  const sending = useSend(form, {
    send: ({ role }) =>
      api.PUT('/api/lockers/{id}/consumers/{role}', { params: { path: { id: of.id, role: role ?? '' } } }),
    done: () => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: ['lockers', of.id] })
      close()
    },
  })
  return (
    <Dialog title={say('consumer-add')} close={close}>
      <Form form={form} sending={sending} label={say('consumer-add')}>
        <Select
          label={say('role')}
          description={say('standing-help-consumer')}
          data={outside}
          searchable
          nothingFoundMessage={say('nothing-found')}
          data-autofocus
          {...form.getInputProps('role')}
        />
        <Submit>{say('consumer-add')}</Submit>
      </Form>
    </Dialog>
  )
}
