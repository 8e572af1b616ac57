import { Group, Stack, Text } from '@mantine/core'
import { Status } from '../../ui/status'
import { TokenStatus } from '../../ui/token-status'
import { useSay } from '../../words/words'
import type { Connection } from './asked-for'

/** How a connection stands; of one in which each person signs in, how many stand how. */
export function ConnectionStatus({ of, withReason = false }: { of: Connection; withReason?: boolean }) {
  const say = useSay()
  if (of.status)
    return (
      <Stack gap={4} align="flex-start">
        <TokenStatus of={of.status.state} />
        {withReason && of.status.reason && <Text size="sm">{of.status.reason.said}</Text>}
      </Stack>
    )
  if (!of.people) return null
  const { active, needs_sign_in: wanted, failing } = of.people
  return (
    <Group gap={4}>
      {active > 0 && <Status tone="good">{say('people-active', { count: active })}</Status>}
      {wanted > 0 && <Status tone="warn">{say('people-needs_sign_in', { count: wanted })}</Status>}
      {failing > 0 && <Status tone="bad">{say('people-failing', { count: failing })}</Status>}
      {active + wanted + failing === 0 && <Status tone="idle">{say('people-none')}</Status>}
    </Group>
  )
}
