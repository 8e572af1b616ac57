import { beginning, following } from './day'

/** What is looked for, as the address of the page has it. */
export const NAMES = ['person', 'text', 'code', 'about', 'from', 'until', 'refused'] as const
export type Filter = Partial<Record<(typeof NAMES)[number], string>>

export function filterOf(search: URLSearchParams): Filter {
  return Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])))
}

/** The same as the API takes it: days are those of the reader, the last one included. */
export function queried({ from, until, refused, ...rest }: Filter, zone: string | undefined) {
  return {
    ...rest,
    ...(from ? { from: beginning(from, zone) } : {}),
    ...(until ? { until: beginning(following(until), zone) } : {}),
    ...(refused ? { refused: refused === 'yes' } : {}),
  }
}

/** Of what: the beginnings of the codes of sentences. */
export const KINDS = [
  'audit-sign-',
  'audit-person',
  'audit-role',
  'audit-sso',
  'audit-api-token',
  'audit-session',
  'audit-locker',
  'audit-credential',
  'audit-connection',
  'audit-automation',
  'audit-run',
  'audit-settings',
  'audit-notice',
] as const
