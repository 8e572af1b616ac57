import { Center, Loader } from '@mantine/core'
import { useSay } from '../words/words'

export function Loading() {
  const say = useSay()
  return (
    <Center mih={240}>
      <Loader type="dots" role="status" aria-label={say('loading')} />
    </Center>
  )
}
