import { Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMe } from '../../session'
import { Form, Submit, useSend } from '../../ui/form'
import { NAMES } from '../../ui/language-menu'
import { Section } from '../../ui/section'
import { useToast } from '../../ui/toasts'
import { useProfile } from '../../ui/use-profile'
import { known, type Language, LANGUAGES } from '../../words/language'
import { useWords } from '../../words/words'
import { Settings } from './settings'

const ZONES = Intl.supportedValuesOf('timeZone')

export default function Profile() {
  const { say, language, change } = useWords()
  const me = useMe()
  const toast = useToast()
  const profile = useProfile()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zone = me.time_zone ?? here
  const form = useForm<{ language: Language; time_zone: string; email: string }>({
    initialValues: { language: known(me.language) ?? language, time_zone: zone, email: me.email ?? '' },
  })
  const sending = useSend(form, {
    send: (values) => profile.mutateAsync({ ...values, email: values.email.trim() || null }),
    done: (saved) => {
      void change(known(saved.language) ?? language).then(() => toast(say('saved')))
    },
  })
  return (
    <Settings part="me-profile">
      <Section title={say('profile-how')} lead={say('profile-how-lead')}>
        <Stack maw={480}>
          <Form form={form} sending={sending} label={say('profile-how')}>
            <TextInput label={say('user-name')} value={me.name} readOnly description={say('profile-name-help')} />
            <TextInput
              type="email"
              label={say('email')}
              description={say('email-help-own')}
              autoComplete="email"
              {...form.getInputProps('email')}
            />
            <Select
              label={say('language')}
              data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
              {...form.getInputProps('language')}
            />
            <Select
              label={say('time-zone')}
              description={<Said zone={form.values.time_zone} />}
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
        </Stack>
      </Section>
    </Settings>
  )
}

/** What time it is there: whoever chooses sees whether it is theirs. */
function Said({ zone }: { zone: string }) {
  const { say, language } = useWords()
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: zone }).format(new Date())
  return <>{say('time-zone-now', { time })}</>
}
