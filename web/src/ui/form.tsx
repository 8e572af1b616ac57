import { Button, type ButtonProps, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { createContext, type SubmitEvent, type ReactNode, useContext } from 'react'
import { asProblem, type Problem } from '../api/problem'
import { useSay } from '../words/words'
import { ProblemAlert, problemTitle } from './problem-alert'

/** Which field a problem is about, by its words; none: it is about the whole. */
export type FieldOf<V> = (problem: Problem) => (keyof V & string) | undefined

/** Sends what a form holds. A problem that is about a field is told at that field. */
export function useSend<V extends Record<string, unknown>, R>(
  form: UseFormReturnType<V>,
  { send, done, field }: { send: (values: V) => Promise<R>; done?: (result: R) => void; field?: FieldOf<V> },
): UseMutationResult<R, Error, V> {
  const say = useSay()
  return useMutation({
    mutationFn: send,
    onSuccess: done,
    onError: (thrown) => {
      const problem = asProblem(thrown)
      const about = field?.(problem)
      if (about) form.setFieldError(about, problemTitle(problem, say))
    },
  })
}

const Sending = createContext(false)

/** A form: what is wrong stands at its field, the first such field gets the focus, the rest stands above the button. */
export function Form<V extends Record<string, unknown>, R>({
  form,
  sending,
  field,
  children,
  label,
}: {
  form: UseFormReturnType<V>
  sending: UseMutationResult<R, Error, V>
  field?: FieldOf<V>
  children: ReactNode
  label: string
}) {
  const problem = sending.error ? asProblem(sending.error) : undefined
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    const element = event.currentTarget
    // The next frame has the mistakes on the screen.
    const look = () => requestAnimationFrame(() => element.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
    form.onSubmit((values) => sending.mutate(values, { onError: look }), look)(event)
  }
  return (
    <form
      noValidate
      aria-label={label}
      onSubmit={send}
    >
      <Sending value={sending.isPending}>
        <Stack>{children}</Stack>
        {problem && !field?.(problem) && (
          <Stack mt="md">
            <ProblemAlert problem={problem} />
          </Stack>
        )}
      </Sending>
    </form>
  )
}

/** The button of a form; it waits with it. */
export function Submit({ children, ...props }: ButtonProps & { children: ReactNode }) {
  return (
    <Button type="submit" loading={useContext(Sending)} {...props}>
      {children}
    </Button>
  )
}
