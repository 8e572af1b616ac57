import { Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, seen } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Changed } from '../../ui/changed'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { PERMISSIONS } from './asked-for'

const keys = [['roles'], ['people'], ['me']]

/** A role: a new one, or what another one allows. */
export function EditRole({ role, close }: { role?: Schemas['Role']; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const form = useForm({
    initialValues: { name: role?.name ?? '', permissions: role?.permissions ?? [] },
    validate: { name: (name) => (name.trim() ? null : say('name-wanted')) },
  })
  const over = () => {
    for (const queryKey of keys) void client.invalidateQueries({ queryKey })
    close()
  }
  const sending = useSend(form, {
    send: async ({ name, permissions }) => {
      const params = { path: { id: role?.id ?? '' }, header: seen(role?.version ?? 0) }
      if (role) await api.PUT('/api/roles/{id}', { body: { permissions }, params })
      else await api.POST('/api/roles', { body: { name: name.trim(), permissions } })
    },
    done: () => {
      toast(say('saved'))
      over()
    },
  })
  const title = role ? say('role-change-title', { name: role.name }) : say('role-add')
  return (
    <Dialog title={title} close={close} size="lg">
      <Form form={form} sending={sending} label={title}>
        {!role && (
          <TextInput
            label={say('name')}
            description={say('role-name-help')}
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
        )}
        <Checkbox.Group label={say('role-allows')} {...form.getInputProps('permissions')}>
          <Stack gap="sm" mt="xs">
            {PERMISSIONS.map((one) => (
              <Checkbox
                key={one}
                value={one}
                label={say(`permission-${one}`)}
                description={say(`permission-help-${one}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="space-between">
          <Submit>{say('save')}</Submit>
          {role && (
            <AskFirst
              label={say('role-remove')}
              title={say('role-remove-title', { name: role.name })}
              act={() => api.DELETE('/api/roles/{id}', { params: { path: { id: role.id } } })}
              said={say('role-removed')}
              keys={keys}
              done={close}
            >
              {say('role-remove-ask')}
            </AskFirst>
          )}
        </Group>
      </Form>
      <Changed problem={sending.error} again={over} />
    </Dialog>
  )
}
