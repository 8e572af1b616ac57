import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { Confirm } from '../../../ui/confirm'
import { useSay } from '../../../words/words'

/** Asks before what is not saved is lost. */
export function Guard({ isChanged }: { isChanged: boolean }) {
  const say = useSay()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isChanged && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isChanged])
  return (
    <Confirm
      opened={blocker.state === 'blocked'}
      title={say('editor-leave')}
      act={say('editor-leave-act')}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {say('editor-leave-text')}
    </Confirm>
  )
}
