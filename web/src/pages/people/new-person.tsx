import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, got } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { roles } from './asked-for'

export function NewPerson({ close }: { close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const go = useNavigate()
  const known = useQuery(roles)
  const form = useForm({
    initialValues: { name: '', password: '', roles: [] as string[] },
    validate: {
      name: (name) => (name.trim() ? null : say('name-wanted')),
      password: (password) => (password ? null : say('value-wanted')),
    },
  })
  const sending = useSend(form, {
    send: async ({ name, password, roles: given }) => {
      const person = await got(api.POST('/api/people', { body: { name: name.trim(), password } }))
      // Who was added is there, whatever becomes of their roles: those are on their page.
      await Promise.allSettled(
        given.map((role) =>
          api.PUT('/api/people/{person}/roles/{role}', { params: { path: { person: person.id, role } } }),
        ),
      )
      return person
    },
    done: ({ id, name }) => {
      toast(say('person-added', { name }))
      void client.invalidateQueries({ queryKey: ['people'] })
      void go(`/people/${id}`)
    },
  })
  return (
    <Dialog title={say('person-add')} close={close}>
      <Form form={form} sending={sending} label={say('person-add')}>
        <TextInput
          label={say('user-name')}
          description={say('person-name-help')}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <SecretInput
          label={say('person-first-password')}
          description={say('person-password-help')}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Checkbox.Group label={say('roles')} description={say('person-roles-help')} {...form.getInputProps('roles')}>
          <Stack gap="xs" mt="xs">
            {known.data?.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}
          </Stack>
        </Checkbox.Group>
        <Submit>{say('person-add')}</Submit>
      </Form>
    </Dialog>
  )
}
