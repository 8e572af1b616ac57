import { Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Changed } from '../../ui/changed'
import { Form, Submit } from '../../ui/form'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import type { Now } from './reach'
import { useSettings } from './use-settings'

export function Webhook({ now, again }: Now) {
  const say = useSay()
  const form = useForm({ initialValues: { notice_webhook: now.settings.notice_webhook ?? '' } })
  const sending = useSettings(form, now, (typed) => ({ notice_webhook: typed.notice_webhook.trim() || null }))
  return (
    <Section title={say('webhook')} lead={say('webhook-lead')}>
      <Stack maw={640}>
        <Form form={form} sending={sending} label={say('webhook')}>
          <TextInput
            type="url"
            label={say('webhook-address')}
            description={say('webhook-address-help')}
            autoComplete="off"
            {...form.getInputProps('notice_webhook')}
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
