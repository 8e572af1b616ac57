import { expect, it } from 'vitest'
import { type Step, stepsOf, withSeen } from './steps'

const drawn = (steps: Step[], depth = 0): string[] =>
  steps.flatMap((step) => [`${' '.repeat(depth)}${step.part}:${step.action} ${step.about}`.trimEnd(), ...drawn(step.steps, depth + 1)])

it('a text is a tree of steps', () => {
  const text = `
name: x
steps:
  - connect: { session: s, mail_server: { host: h } }
  - for_each_mail:
      session: s
      folder: INBOX
      do:
        - if:
            condition: "{{ true }}"
            then: [ { mark: { read: true } } ]
            else: [ { move: { to: Done } } ]
  - try:
      do: [ { log: { text: hi } } ]
      catch: [ { kinds: [denied], do: [ { stop: {} } ] } ]
`
  const steps = stepsOf(text)
  expect(drawn(steps)).toEqual([
    'steps:connect',
    'steps:for_each_mail INBOX',
    ' do:if {{ true }}',
    '  then:mark',
    '  else:move Done',
    'steps:try',
    ' do:log hi',
    ' catch:stop',
  ])
  expect(steps[1]?.steps[0]?.steps[1]?.path).toBe('steps[1].for_each_mail.do[0].if.else[0]')
  expect(steps[2]?.steps[1]?.path).toBe('steps[2].try.catch[0].do[0]')
})
it('what cannot be read is no tree', () => {
  expect(stepsOf('a: [')).toEqual([])
  expect(stepsOf('7')).toEqual([])
})
it('steps that only the events know stand where they belong', () => {
  const seen: [string, string | undefined][] = [
    ['steps[10]', 'log'],
    ['steps[2]', 'for_each_mail'],
    ['steps[2].for_each_mail.do[0]', undefined],
    ['steps[2].for_each_mail.where', undefined],
  ]
  expect(withSeen([], seen).map((step) => [step.path, step.steps.length])).toEqual([
    ['steps[2]', 1],
    ['steps[10]', 0],
  ])
})
