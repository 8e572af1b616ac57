import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { useMay } from '../../session'

/** The automations that there are, to choose from. */
export function useAutomations() {
  const may = useMay()
  return useQuery({
    queryKey: ['automations', 'choice'],
    queryFn: async () => (await got(api.GET('/api/automations', { params: { query: { limit: 500 } } }))).items,
    enabled: may('view_automations'),
  })
}
