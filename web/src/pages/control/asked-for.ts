import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas } from '../../api/client'

/** How this Control Room works. */
export type Settings = Schemas['Settings']

/** The settings, and which change of them this is: `If-Match` of the next one. */
export const settings = queryOptions({
  queryKey: ['settings'],
  queryFn: async () => {
    const { data, response } = await api.GET('/api/settings')
    const version = Number(response.headers.get('ETag')?.replaceAll('"', '') ?? 0)
    return { settings: data as Settings, version }
  },
  // What is being typed is not put away by what comes from elsewhere.
  staleTime: Infinity,
})
