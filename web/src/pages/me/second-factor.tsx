import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../session'
import { Section } from '../../ui/section'
import { Status } from '../../ui/status'
import { useSay } from '../../words/words'
import { Enrol } from './enrol'
import { Prove } from './prove'
import { RecoveryCodes } from './recovery-codes'

/** Few are left: new ones should be made before the last is used. */
const FEW = 3

export function SecondFactor() {
  const say = useSay()
  const { second_factor: factor } = useMe()
  const [doing, setDoing] = useState<'enrol' | 'off' | 'codes'>()
  const [codes, setCodes] = useState<string[]>()
  const close = () => setDoing(undefined)
  return (
    <Section
      title={say('factor')}
      lead={say('factor-lead')}
      actions={<Status tone={factor.is_on ? 'good' : 'idle'}>{say(factor.is_on ? 'on' : 'off')}</Status>}
    >
      {factor.is_on ? (
        <>
          <Text size="sm" c={factor.recovery_codes <= FEW ? 'var(--mantine-color-error)' : undefined}>
            {say('recovery-codes-left', { count: factor.recovery_codes })}
          </Text>
          <Group gap="sm">
            <Button variant="default" onClick={() => setDoing('codes')}>
              {say('recovery-codes-new')}
            </Button>
            <Button variant="subtle" color="red" onClick={() => setDoing('off')}>
              {say('factor-off')}
            </Button>
          </Group>
        </>
      ) : (
        <div>
          <Button onClick={() => setDoing('enrol')}>{say('factor-on')}</Button>
        </div>
      )}
      {doing === 'enrol' && <Enrol close={close} done={setCodes} />}
      {(doing === 'off' || doing === 'codes') && <Prove what={doing} close={close} done={setCodes} />}
      {codes && <RecoveryCodes codes={codes} close={() => setCodes(undefined)} />}
    </Section>
  )
}
