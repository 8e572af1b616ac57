import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { useMay } from '../../session'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'

/** What to do where nothing was made yet. */
export function FirstSteps() {
  const say = useSay()
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['automations', 'any'],
    queryFn: () => got(api.GET('/api/automations', { params: { query: { limit: 1 } } })),
    enabled: may('view_automations'),
  })
  if (!data || data.items.length > 0) return null
  // Trying the sandbox, and making the first automation, are offered here.
  return <Section title={say('first-steps')} lead={say('first-steps-lead')} />
}
