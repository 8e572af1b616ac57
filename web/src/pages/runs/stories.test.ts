import { expect, it } from 'vitest'
import type { Schemas } from '../../api/client'
import { stories, wanted } from './stories'

const found = (run: string, message_id: string | null, subject: string) =>
  ({ run: { id: run }, item: { message_id, subject, from: 'a@b', received_at: null } }) as unknown as Schemas['Found']

it('a message that several runs have met is told of once', () => {
  const told = stories([found('3', 'x', 'One'), found('3', null, 'Two'), found('1', 'x', 'One'), found('1', null, 'Two')])
  expect(told.map(({ subject, met }) => [subject, met.map(({ run }) => run.id)])).toEqual([
    ['One', ['3', '1']],
    ['Two', ['3', '1']],
  ])
})
it('a Message-ID in its brackets is known as one', () => {
  expect(wanted('text', ' <a@b.c> ')).toEqual({ message_id: '<a@b.c>' })
  expect(wanted('text', 'a <b>')).toEqual({ text: 'a <b>' })
  expect(wanted('from', 'x@y')).toEqual({ from: 'x@y' })
})
