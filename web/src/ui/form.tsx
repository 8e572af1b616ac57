import { Button, type ButtonProps, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { createContext, type SubmitEvent, type ReactNode, useContext } from 'react'
import { asProblem, type Problem } from '../api/problem'
import { useSay } from '../words/words'
import { ProblemAlert, problemTitle } from './problem-alert'

/** Which field a problem is about, where that is not the one at its pointer; none: it is about the whole. */
export type FieldOf<V> = (problem: Problem) => (keyof V & string) | undefined

/** The field of a form that a problem is about, as the form names it: `/attributes/1/name` is `attributes.1.name`. */
function about<V extends Record<string, unknown>>(problem: Problem, values: V, field?: FieldOf<V>): string | undefined {
  if (field) return field(problem)
  const names = problem.errors.map(({ pointer }) => pointer.slice(1).split('/'))
  // What is wrong with a list as a whole stands at none of its fields.
  const isField = ([first = '', ...rest]: string[]) => first in values && (rest.length > 0 || !Array.isArray(values[first]))
  return names.find(isField)?.join('.')
}

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
      const name = about(problem, form.getValues(), field)
      if (name) form.setFieldError(name, problemTitle(problem, say))
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
        {problem && !about(problem, form.getValues(), field) && (
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
