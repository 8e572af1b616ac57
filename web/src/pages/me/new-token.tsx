import { Button, Checkbox, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { api, got } from '../../api/client'
import { useMe } from '../../session'
import { CopyField } from '../../ui/copy-field'
import { Form, Submit, useSend } from '../../ui/form'
import { useFocusBack } from '../../ui/use-focus-back'
import { useSay } from '../../words/words'

const DAYS = ['7', '30', '90', '365']

/** The API takes a year at the most, counted when it is asked: an hour is left to get there. */
function endOf(days: string): string {
  return new Date(Date.now() + (Number(days) * 24 - 1) * 3_600_000).toISOString()
}

export function NewToken({ close, made }: { close: () => void; made: () => void }) {
  const say = useSay()
  useFocusBack()
  const { permissions } = useMe()
  const [token, setToken] = useState<string>()
  const form = useForm({
    initialValues: { name: '', scopes: [] as string[], days: '90' },
    validate: {
      name: (name) => (name.trim() ? null : say('name-wanted')),
      scopes: (scopes) => (scopes.length ? null : say('token-scopes-wanted')),
    },
  })
  const sending = useSend(form, {
    send: ({ name, scopes, days }) =>
      got(api.POST('/api/me/tokens', { body: { name, scopes, expires_at: endOf(days) } })),
    done: (done) => {
      setToken(done.token)
      made()
    },
  })
  return (
    <Modal
      opened
      onClose={close}
      title={say('token-make')}
      closeOnClickOutside={token === undefined}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      {token === undefined ? (
        <Form form={form} sending={sending} label={say('token-make')}>
          <TextInput
            label={say('token-name')}
            description={say('token-name-help')}
            data-autofocus
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <Checkbox.Group
            label={say('token-scopes')}
            description={say('token-scopes-help')}
            {...form.getInputProps('scopes')}
          >
            <Stack gap="xs" mt="xs">
              {permissions.map((one) => (
                <Checkbox key={one} value={one} label={say(`permission-${one}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Select
            label={say('token-days')}
            data={DAYS.map((value) => ({ value, label: say('days', { count: Number(value) }) }))}
            {...form.getInputProps('days')}
          />
          <Submit>{say('token-make')}</Submit>
        </Form>
      ) : (
        <Stack>
          <Text>{say('token-once')}</Text>
          <CopyField label={say('token')} value={token} />
          <Button onClick={close}>{say('done')}</Button>
        </Stack>
      )}
    </Modal>
  )
}
