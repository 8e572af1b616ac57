import { Button, Container, Stack, Text, Title } from '@mantine/core'
import { useRouteError } from 'react-router'
import { Problem } from '../api/problem'
import { useSay } from '../words/words'
import { ProblemAlert } from './problem-alert'

/** What is shown in place of a page that could not be. */
export function Broken() {
  const thrown = useRouteError()
  const say = useSay()
  return (
    <Container size="sm" py="xl">
      <Stack align="flex-start">
        <Title order={1}>{say('broken')}</Title>
        {thrown instanceof Problem ? <ProblemAlert problem={thrown} /> : <Text>{say('broken-advice')}</Text>}
        <Button onClick={() => location.reload()}>{say('reload')}</Button>
      </Stack>
    </Container>
  )
}
