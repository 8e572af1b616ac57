import { Text } from '@mantine/core'
import { api } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Section } from '../../ui/section'
import { Status } from '../../ui/status'
import { useSay } from '../../words/words'
import type { Somebody } from './person'

/** Whether a code is wanted of them, and the way out for who has lost the phone. */
export function PersonSecondFactor({ of }: { of: Somebody }) {
  const say = useSay()
  const { is_on: isOn, recovery_codes: left } = of.second_factor
  return (
    <Section
      title={say('factor')}
      actions={<Status tone={isOn ? 'good' : 'idle'}>{say(isOn ? 'on' : 'off')}</Status>}
    >
      {isOn ? (
        <>
          <Text size="sm">{say('person-factor-codes', { count: left })}</Text>
          <div>
            <AskFirst
              variant="light"
              label={say('factor-off')}
              title={say('person-factor-off-title', { name: of.name })}
              act={() => api.DELETE('/api/people/{id}/second-factor', { params: { path: { id: of.id } } })}
              said={say('factor-is-off')}
              keys={[['people', of.id]]}
            >
              {say('person-factor-off-ask')}
            </AskFirst>
          </div>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {say('person-factor-none')}
        </Text>
      )}
    </Section>
  )
}
