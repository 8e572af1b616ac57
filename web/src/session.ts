import { queryOptions, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { api, got, type Schemas } from './api/client'

/** What somebody may do, as `GET /api/me` names it. */
export type Permission =
  | 'manage_people'
  | 'view_connections'
  | 'manage_connections'
  | 'manage_lockers'
  | 'view_automations'
  | 'edit_automations'
  | 'run_automations'
  | 'view_others_runs'
  | 'view_audit'
  | 'view_metrics'
  | 'manage_settings'

export type Me = Schemas['Me']

export const me = queryOptions({
  queryKey: ['me'],
  queryFn: () => got(api.GET('/api/me')),
  staleTime: 60_000,
})

/** Whoever is signed in; below the shell there is always somebody. */
export function useMe(): Me {
  return useSuspenseQuery(me).data
}

/** Whether whoever is signed in may do something: what they may not is not offered. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe()
  return (permission) => permissions.includes(permission)
}

/** Where somebody is, for times; before anybody has signed in, where the browser is. */
export function useTimeZone(): string | undefined {
  return useQuery({ ...me, enabled: false }).data?.time_zone ?? undefined
}

/** Asks anew who is signed in, and forgets what was shown to whoever was before. */
export function useComeIn(): () => Promise<unknown> {
  const client = useQueryClient()
  return async () => {
    client.clear()
    return client.query(me)
  }
}
