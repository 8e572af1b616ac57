import { Radio, Select, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { members, type Standing } from './asked-for'
import { candidates } from './candidates'

/** Lets somebody into a locker; managers let in participants, owners everybody. */
export function LetIn({ of, close }: { of: Schemas['Locker']; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const known = useQuery(candidates(of.id))
  const inside = new Set(useQuery(members(of.id)).data?.people.map(({ id }) => id))
  const outside = (known.data?.people ?? [])
    .filter(({ id }) => !inside.has(id))
    .map(({ id, name }) => ({ value: id, label: name }))
  const parts: Standing[] = of.standing === 'owner' ? ['participant', 'manager', 'owner'] : ['participant']
  const form = useForm({
    initialValues: { person: null as string | null, standing: 'participant' as Standing },
    validate: { person: (person) => (person ? null : say('member-wanted')) },
  })
  const sending = useSend(form, {
    send: ({ person, standing }) =>
      api.PUT('/api/lockers/{id}/people/{person}', {
        body: { standing },
        params: { path: { id: of.id, person: person ?? '' } },
      }),
    done: () => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: ['lockers', of.id] })
      close()
    },
  })
  return (
    <Dialog title={say('member-add')} close={close}>
      <Form form={form} sending={sending} label={say('member-add')}>
        <Select
          label={say('person')}
          data={outside}
          searchable
          nothingFoundMessage={say('nothing-found')}
          data-autofocus
          {...form.getInputProps('person')}
        />
        <Radio.Group label={say('member-as')} {...form.getInputProps('standing')}>
          <Stack gap="xs" mt="xs">
            {parts.map((one) => (
              <Radio key={one} value={one} label={say(`standing-${one}`)} description={say(`standing-help-${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Submit>{say('member-add')}</Submit>
      </Form>
    </Dialog>
  )
}
