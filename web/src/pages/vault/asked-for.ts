import { queryOptions } from '@tanstack/react-query'
import { api, got, type Schemas } from '../../api/client'

export type Standing = Schemas['LockerStanding']

const LADDER: Standing[] = ['consumer', 'participant', 'manager', 'owner']

/** Whether somebody is that in a locker, or more. */
export function isAtLeast(standing: Standing, least: Standing): boolean {
  return LADDER.indexOf(standing) >= LADDER.indexOf(least)
}

export function locker(id: string) {
  return queryOptions({
    queryKey: ['lockers', id],
    queryFn: () => got(api.GET('/api/lockers/{id}', { params: { path: { id } } })),
  })
}

export function members(id: string) {
  return queryOptions({
    queryKey: ['lockers', id, 'members'],
    queryFn: () => got(api.GET('/api/lockers/{id}/members', { params: { path: { id } } })),
  })
}

export function credential(id: string) {
  return queryOptions({
    queryKey: ['credentials', id],
    queryFn: () => got(api.GET('/api/credentials/{id}', { params: { path: { id } } })),
  })
}
