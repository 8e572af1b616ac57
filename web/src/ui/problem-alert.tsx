import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { asProblem, type Problem } from '../api/problem'
import { type Say, useSay } from '../words/words'
import { Marked } from './marked'

/** What a problem is called: by the server, in its words; by us where there was none. */
export function problemTitle(problem: Problem, say: Say): string {
  return problem.title || say(`problem-${problem.code}`)
}

/** What to do about it, where its kind alone tells that. */
function advice({ code, wait }: Problem, say: Say): string | undefined {
  if (wait) return say('problem-wait', { seconds: wait })
  if (['changed', 'denied', 'internal', 'unreached', 'timeout'].includes(code)) return say(`problem-${code}-advice`)
  return undefined
}

export function ProblemAlert({ problem: thrown, again }: { problem: unknown; again?: () => void }) {
  const say = useSay()
  if (!thrown) return null
  const problem = asProblem(thrown)
  const todo = advice(problem, say)
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={<Marked>{problemTitle(problem, say)}</Marked>}>
      {todo && <Text size="sm">{todo}</Text>}
      {again && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={again}>
            {say('try-again')}
          </Button>
        </Group>
      )}
    </Alert>
  )
}
