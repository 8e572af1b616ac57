import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Confirm } from './confirm'
import { useAct } from './use-act'

/** A button for what cannot be undone: it asks first, and says what is lost. */
export function AskFirst({
  act,
  title,
  label,
  name,
  said,
  keys,
  done,
  isHarmless = false,
  children,
  ...button
}: Omit<ButtonProps, 'children'> & {
  act: () => Promise<unknown>
  title: string
  /** What the buttons say. */
  label: string
  /** What the first one is called where many stand below each other. */
  name?: string
  said?: string
  keys: readonly (readonly unknown[])[]
  done?: () => void
  isHarmless?: boolean
  children: ReactNode
}) {
  const [isAsking, setAsking] = useState(false)
  const acting = useAct(act, {
    said,
    keys,
    done: () => {
      setAsking(false)
      done?.()
    },
  })
  return (
    <>
      <Button
        variant="subtle"
        color={isHarmless ? undefined : 'red'}
        aria-label={name}
        {...button}
        onClick={() => {
          acting.reset()
          setAsking(true)
        }}
      >
        {label}
      </Button>
      <Confirm
        opened={isAsking}
        title={title}
        act={label}
        acting={acting.isPending}
        problem={acting.error}
        onConfirm={() => acting.mutate()}
        onClose={() => setAsking(false)}
        isHarmless={isHarmless}
      >
        {children}
      </Confirm>
    </>
  )
}
