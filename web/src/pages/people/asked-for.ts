import { queryOptions } from '@tanstack/react-query'
import { api, got } from '../../api/client'

export const roles = queryOptions({ queryKey: ['roles'], queryFn: () => got(api.GET('/api/roles')) })
export const providers = queryOptions({ queryKey: ['sso-providers'], queryFn: () => got(api.GET('/api/sso-providers')) })

export function person(id: string) {
  return queryOptions({
    queryKey: ['people', id],
    queryFn: () => got(api.GET('/api/people/{id}', { params: { path: { id } } })),
  })
}

export const PERMISSIONS = [
  'manage_people',
  'view_connections',
  'manage_connections',
  'manage_lockers',
  'view_automations',
  'edit_automations',
  'run_automations',
  'view_others_runs',
  'view_audit',
  'view_metrics',
  'manage_settings',
] as const
