import { Checkbox } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Changed } from '../../ui/changed'
import { Form, Submit } from '../../ui/form'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import type { Settings } from './asked-for'
import { useSettings } from './use-settings'

export interface Now {
  now: { settings: Settings; version: number }
  again: () => void
}

/** Which servers runs may reach. */
export function Reach({ now, again }: Now) {
  const say = useSay()
  const form = useForm({
    initialValues: {
      reach_private_networks: now.settings.reach_private_networks,
      reach_this_machine: now.settings.reach_this_machine,
    },
  })
  const sending = useSettings(form, now, (typed) => typed)
  return (
    <Section title={say('reach')} lead={say('reach-lead')}>
      <Form form={form} sending={sending} label={say('reach')}>
        <Checkbox
          label={say('reach-private')}
          description={say('reach-private-help')}
          {...form.getInputProps('reach_private_networks', { type: 'checkbox' })}
        />
        <Checkbox
          label={say('reach-machine')}
          description={say('reach-machine-help')}
          {...form.getInputProps('reach_this_machine', { type: 'checkbox' })}
        />
        <div>
          <Submit>{say('save')}</Submit>
        </div>
      </Form>
      <Changed problem={sending.error} again={again} />
    </Section>
  )
}
