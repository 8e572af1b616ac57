import { Button, Group, Text } from '@mantine/core'
import { asProblem } from '../api/problem'
import { useSay } from '../words/words'

/** Below a form whose change came too late: what it is now, in place of what was typed. */
export function Changed({ problem, again }: { problem: unknown; again: () => void }) {
  const say = useSay()
  if (!problem || asProblem(problem).code !== 'changed') return null
  return (
    <Group gap="sm">
      <Button variant="default" size="compact-sm" onClick={again}>
        {say('changed-show')}
      </Button>
      <Text size="sm" c="dimmed">
        {say('changed-lost')}
      </Text>
    </Group>
  )
}
