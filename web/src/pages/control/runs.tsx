import { NumberInput, Select, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Changed } from '../../ui/changed'
import { Form, Submit } from '../../ui/form'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import type { Now } from './reach'
import { useSettings } from './use-settings'

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** How runs are carried out. */
export function Runs({ now, again }: Now) {
  const say = useSay()
  const zone = now.settings.time_zone
  const form = useForm({
    initialValues: { runs_at_once: now.settings.runs_at_once, time_zone: zone },
    validate: { runs_at_once: (count) => (typeof count === 'number' && count >= 0 ? null : say('runs-at-once-wanted')) },
  })
  const sending = useSettings(form, now, (typed) => typed)
  return (
    <Section title={say('runs-how')} lead={say('runs-how-lead')}>
      <Stack maw={480}>
        <Form form={form} sending={sending} label={say('runs-how')}>
          <NumberInput
            label={say('runs-at-once')}
            description={say('runs-at-once-help')}
            min={0}
            max={1000}
            allowDecimal={false}
            allowNegative={false}
            stepHoldDelay={500}
            stepHoldInterval={100}
            {...form.getInputProps('runs_at_once')}
          />
          <Select
            label={say('time-zone')}
            description={say('runs-zone-help')}
            data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
            searchable
            limit={100}
            nothingFoundMessage={say('nothing-found')}
            {...form.getInputProps('time_zone')}
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
