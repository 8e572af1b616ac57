import { Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Changed } from '../../ui/changed'
import { Form, Submit } from '../../ui/form'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import type { Now } from './reach'
import { useSettings } from './use-settings'

const field = ({ words }: { words: string }) => (words.startsWith('oauth-url') ? ('address' as const) : undefined)

export function Webhook({ now, again }: Now) {
  const say = useSay()
  const form = useForm({ initialValues: { address: now.settings.notice_webhook ?? '' } })
  const sending = useSettings(form, now, ({ address }) => ({ notice_webhook: address.trim() || null }), field)
  return (
    <Section title={say('webhook')} lead={say('webhook-lead')}>
      <Stack maw={640}>
        <Form form={form} sending={sending} field={field} label={say('webhook')}>
          <TextInput
            type="url"
            label={say('webhook-address')}
            description={say('webhook-address-help')}
            autoComplete="off"
            {...form.getInputProps('address')}
          />
          <div>
            <Submit>{say('save')}</Submit>
          </div>
        </Form>
        <Changed problem={sending.error} again={again} />
      </Stack>
    </Section>
  )
}
