import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, got, type Schemas, seen } from '../../api/client'
import { Changed } from '../../ui/changed'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { asLines, ofLines } from '../../ui/lines'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { EditAttributes } from './edit-attributes'

function values(credential?: Schemas['Credential']) {
  return {
    name: credential?.name ?? '',
    description: credential?.description ?? '',
    allowed_hosts: asLines(credential?.allowed_hosts),
    attributes: credential?.attributes.map(({ name, input, masked }) => ({ name, input, masked })) ?? [
      { name: 'username', input: 'standard' as const, masked: false },
      { name: 'password', input: 'standard' as const, masked: true },
    ],
  }
}
export type CredentialValues = Omit<ReturnType<typeof values>, 'attributes'> & {
  attributes: { name: string; input: Schemas['AttributeInput']; masked: boolean }[]
}

/** A credential: a new one in a locker, or what another one is. */
export function EditCredential({
  locker,
  credential,
  close,
  again,
}: {
  locker?: Schemas['Locker']
  credential?: Schemas['Credential']
  close: () => void
  again?: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const go = useNavigate()
  const form = useForm<CredentialValues>({
    initialValues: values(credential),
    validate: {
      name: (name) => (name.trim() ? null : say('name-wanted')),
      attributes: { name: (name) => (name.trim() ? null : say('name-wanted')) },
    },
  })
  const sending = useSend(form, {
    send: async ({ name, allowed_hosts: hosts, ...typed }) => {
      const body = { ...typed, allowed_hosts: ofLines(hosts) }
      if (!credential)
        return got(
          api.POST('/api/lockers/{id}/credentials', {
            body: { ...body, name: name.trim() },
            params: { path: { id: locker?.id ?? '' } },
          }),
        )
      await api.PUT('/api/credentials/{id}', {
        body,
        params: { path: { id: credential.id }, header: seen(credential.version) },
      })
      return undefined
    },
    done: (made) => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: ['lockers', (locker ?? made)?.id ?? credential?.locker_id] })
      void client.invalidateQueries({ queryKey: ['credentials', credential?.id ?? ''] })
      if (made) void go(`/vault/${made.locker_id}/${made.id}`)
      else close()
    },
  })
  const title = credential ? say('credential-change') : say('credential-add')
  return (
    <Dialog title={title} close={close} size="lg">
      <Form form={form} sending={sending} label={title}>
        {!credential && (
          <TextInput
            label={say('name')}
            description={say('credential-name-help')}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            {...form.getInputProps('name')}
          />
        )}
        <TextInput label={say('description')} autoComplete="off" {...form.getInputProps('description')} />
        <EditAttributes form={form} isNew={!credential} />
        <Textarea
          label={say('allowed-hosts')}
          description={say('allowed-hosts-help')}
          autosize
          minRows={2}
          spellCheck={false}
          {...form.getInputProps('allowed_hosts')}
        />
        <Submit>{say('save')}</Submit>
      </Form>
      {again && <Changed problem={sending.error} again={again} />}
    </Dialog>
  )
}
