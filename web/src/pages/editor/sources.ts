import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, got, type Schemas } from '../../api/client'
import { useMay } from '../../session'

const ALL = 500

/** The credentials that one may know of, as automations name them. */
export const credentials = queryOptions({
  queryKey: ['editor', 'credentials'],
  queryFn: async () => {
    const query = { limit: ALL }
    const [own, lockers] = await Promise.all([
      got(api.GET('/api/me/credentials', { params: { query } })),
      got(api.GET('/api/lockers', { params: { query } })),
    ])
    const held = await Promise.all(
      lockers.items.map(({ id }) => got(api.GET('/api/lockers/{id}/credentials', { params: { path: { id }, query } }))),
    )
    const shared = held.flatMap(({ items }) =>
      items.flatMap(({ locker, name, attributes }) => attributes.map((one) => `${locker}/${name}.${one.name}`)),
    )
    return [...new Set([...own.items.map((one) => `${one.locker}/${one.name}.${one.attribute}`), ...shared])].sort()
  },
  staleTime: 30_000,
})

export interface Managed {
  name: string
  title: string
  token: string
  /** How the sign-in stands that a run would use. */
  state?: Schemas['ConnectionState']
}

/** The connections that one may name: all for whoever may see them, else those in which one signs in. */
export function useManaged(): Managed[] {
  const may = useMay()
  const all = useQuery({
    queryKey: ['connections'],
    queryFn: () => got(api.GET('/api/connections')),
    enabled: may('view_connections'),
  })
  const own = useQuery({ queryKey: ['me-connections'], queryFn: () => got(api.GET('/api/me/connections')) })
  const mine = (own.data ?? []).map(({ name, title, status }) => ({ name, title, token: 'user_specific', state: status.state }))
  const shown = (all.data ?? []).map(({ name, title, token, status }: Schemas['ConnectionShown']) => ({
    name,
    title,
    token,
    state: token === 'shared' ? status?.state : mine.find((one) => one.name === name)?.state,
  }))
  return [...shown, ...mine.filter(({ name }) => !shown.some((one) => one.name === name))]
}
