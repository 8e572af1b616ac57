import { useQuery } from '@tanstack/react-query'
import { api, got, type Schemas } from '../../api/client'
import { useMay } from '../../session'
import { type Step, stepsOf } from './steps'

const NONE: Step[] = []

/** The steps of the text that a run carries out; none where there is none to read. */
export function useSteps({ automation_id: id, version }: Pick<Schemas['Run'], 'automation_id' | 'version'>): Step[] {
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['automation', id, 'text', version],
    queryFn: async () => {
      const path = { id: id ?? '', version: version ?? 0 }
      const text = await got(api.GET('/api/automations/{id}/versions/{version}', { params: { path }, parseAs: 'text' }))
      return stepsOf(text)
    },
    enabled: Boolean(id && version && may('view_automations')),
    staleTime: Infinity,
    retry: false,
  })
  return data ?? NONE
}
