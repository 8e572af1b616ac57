import { queryOptions } from '@tanstack/react-query'
import { api, got } from '../../api/client'

/** Who could be let into a locker. */
export function candidates(id: string) {
  return queryOptions({
    queryKey: ['lockers', id, 'candidates'],
    queryFn: () => got(api.GET('/api/lockers/{id}/candidates', { params: { path: { id } } })),
  })
}
