import createClient, { type Middleware } from 'openapi-fetch'
import { spokenLanguage } from '../words/language'
import { problemOf } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

const spoken: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', spokenLanguage())
    return request
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response)
  },
}

/** The API, as `docs/openapi.json` describes it. What is refused is thrown as a `Problem`. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' })
api.use(spoken)

/** What was answered: `await got(api.GET('/api/me'))`. */
export async function got<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}

/** The version that a change was made of, as `If-Match` has it. */
export function seen(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` }
}
