import { Alert, Text } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import type { Wait } from './tale'

/** That the run waits: until when, and why. */
export function Waits({ wait }: { wait: Wait | undefined }) {
  const say = useSay()
  const [now, set] = useState(() => Date.now())
  useEffect(() => {
    if (!wait) return
    const timer = setInterval(() => set(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [wait])
  if (!wait || wait.until <= now) return null
  return (
    <Alert
      icon={<IconClockPause aria-hidden />}
      title={
        <>
          {say('run-waits')} <Time at={new Date(wait.until).toISOString()} detail="second" />
        </>
      }
    >
      {wait.isAsked ? undefined : <Text size="sm">{wait.said}</Text>}
    </Alert>
  )
}
