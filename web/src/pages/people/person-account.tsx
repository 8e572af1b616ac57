import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api, seen } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Changed } from '../../ui/changed'
import { Form, Submit, useSend } from '../../ui/form'
import { ProblemAlert } from '../../ui/problem-alert'
import { Section } from '../../ui/section'
import { Status } from '../../ui/status'
import { useToast } from '../../ui/toasts'
import { useAct } from '../../ui/use-act'
import { useSay } from '../../words/words'
import type { Somebody } from './person'

/** What they are called, and whether they may come in. */
export function PersonAccount({ of, again }: { of: Somebody; again: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const keys = [['people'], ['me']]
  const change = (body: { name?: string; email?: string; disabled?: boolean }) =>
    api.PATCH('/api/people/{id}', { body, params: { path: { id: of.id }, header: seen(of.version) } })
  const form = useForm({
    initialValues: { name: of.name, email: of.email ?? '' },
    validate: { name: (name) => (name.trim() ? null : say('name-wanted')) },
  })
  const sending = useSend(form, {
    send: ({ name, email }) => change({ name: name.trim(), email: email.trim() }),
    done: () => {
      toast(say('saved'))
      for (const queryKey of keys) void client.invalidateQueries({ queryKey })
    },
  })
  const enable = useAct(() => change({ disabled: false }), { said: say('saved'), keys })
  return (
    <Section
      title={say('person-account')}
      actions={<Status tone={of.disabled ? 'bad' : 'good'}>{say(of.disabled ? 'person-off' : 'person-on')}</Status>}
    >
      <Stack maw={480}>
        <Form form={form} sending={sending} label={say('person-account')}>
          <TextInput label={say('user-name')} autoComplete="off" {...form.getInputProps('name')} />
          <TextInput
            type="email"
            label={say('email')}
            description={say('email-help')}
            autoComplete="off"
            {...form.getInputProps('email')}
          />
          <Group gap="sm">
            <Submit>{say('save')}</Submit>
            {of.disabled ? (
              <Button variant="default" loading={enable.isPending} onClick={() => enable.mutate()}>
                {say('person-enable')}
              </Button>
            ) : (
              <AskFirst
                label={say('person-disable')}
                title={say('person-disable-title', { name: of.name })}
                act={() => change({ disabled: true })}
                said={say('saved')}
                keys={keys}
              >
                {say('person-disable-ask')}
              </AskFirst>
            )}
          </Group>
        </Form>
        <Changed
          problem={sending.error ?? enable.error}
          again={() => {
            sending.reset()
            again()
          }}
        />
      </Stack>
      <ProblemAlert problem={enable.error} />
    </Section>
  )
}
