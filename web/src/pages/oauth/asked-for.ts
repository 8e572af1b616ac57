import { queryOptions } from '@tanstack/react-query'
import { api, got, type Schemas } from '../../api/client'

export type Connection = Schemas['ConnectionShown']
export type ProviderForm = Schemas['Form']
export type Field = Schemas['Field']
export type Grant = Schemas['Grant']

export const connections = queryOptions({
  queryKey: ['connections', 'list'],
  queryFn: () => got(api.GET('/api/connections')),
})

export function connection(id: string) {
  return queryOptions({
    queryKey: ['connections', id],
    queryFn: () => got(api.GET('/api/connections/{id}', { params: { path: { id } } })),
  })
}

/** What each type of provider asks for: the forms are drawn from it. */
export const forms = queryOptions({
  queryKey: ['providers'],
  queryFn: () => got(api.GET('/api/providers')),
  staleTime: Infinity,
})

export const roles = queryOptions({ queryKey: ['roles', 'names'], queryFn: () => got(api.GET('/api/roles/names')) })
