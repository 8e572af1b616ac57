import { expect, it } from 'vitest'
import { problemOf, STRANGE } from './problem'

const answered = (body: string) => problemOf(new Response(body, { status: 400, headers: { 'Retry-After': '7' } }))

it('a problem tells what is wrong where', async () => {
  const errors = [{ pointer: '/name', detail: 'No name.' }]
  const problem = await answered(JSON.stringify({ title: 'No name.', code: 'invalid_input', words: 'name-illegal', errors }))
  expect([problem.title, problem.code, problem.words, problem.wait]).toEqual(['No name.', 'invalid_input', 'name-illegal', 7])
  expect([problem.at('/name'), problem.at('/nam'), problem.at('')]).toEqual(['No name.', undefined, undefined])
})
it('an answer that is none of ours is strange', async () => {
  for (const body of ['', '<html>', '7', 'null', '{"title":7}']) expect((await answered(body)).code).toBe(STRANGE)
  const problem = await answered('{"title":"x","errors":"y"}')
  expect([problem.title, problem.at('/name')]).toEqual(['x', undefined])
})
