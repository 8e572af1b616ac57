import { Anchor, Button, Group, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { Form, Submit, useSend } from '../../ui/form'
import { useSay } from '../../words/words'

/** A code of the app, or one of those that were written down. */
export function CodeStep({ send, back }: { send: (code: string) => Promise<void>; back: () => void }) {
  const say = useSay()
  const [isRecovery, setRecovery] = useState(false)
  const form = useForm({ initialValues: { code: '' } })
  const field = () => 'code' as const
  const sending = useSend(form, { send: ({ code }) => send(code.trim()), field })
  return (
    <Form form={form} sending={sending} field={field} label={say('code-title')}>
      <TextInput
        key={String(isRecovery)}
        autoFocus
        label={say(isRecovery ? 'recovery-code' : 'code')}
        description={say(isRecovery ? 'recovery-code-help' : 'code-help')}
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        inputMode={isRecovery ? 'text' : 'numeric'}
        {...form.getInputProps('code')}
      />
      <Submit fullWidth>{say('sign-in')}</Submit>
      <Group justify="space-between">
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            form.reset()
            sending.reset()
            setRecovery(!isRecovery)
          }}
        >
          {say(isRecovery ? 'code-instead' : 'recovery-code-instead')}
        </Anchor>
        <Button variant="subtle" size="compact-sm" onClick={back}>
          {say('back')}
        </Button>
      </Group>
    </Form>
  )
}
