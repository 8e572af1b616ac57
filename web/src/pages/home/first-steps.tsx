import { Anchor, List } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got } from '../../api/client'
import { PAGES } from '../../routes'
import { type Permission, useMay, useMe } from '../../session'
import { Section } from '../../ui/section'
import { Said, useSay } from '../../words/words'
import { TrySandbox } from './try-sandbox'

/** What to do where nothing was made yet: each step for whoever may do it, with the way there. */
const STEPS: { words: string; needs?: Permission; to: string }[] = [
  { words: 'first-steps-factor', to: '/me/security' },
  { words: 'first-vault', needs: 'manage_lockers', to: '/vault' },
  { words: 'first-connection', needs: 'manage_connections', to: '/connections' },
  { words: 'first-automation', needs: 'edit_automations', to: '/automations' },
  { words: 'first-run', needs: 'run_automations', to: '/runs' },
]

export function FirstSteps() {
  const say = useSay()
  const may = useMay()
  const { second_factor: factor } = useMe()
  const { data } = useQuery({
    queryKey: ['automations', 'any'],
    queryFn: () => got(api.GET('/api/automations', { params: { query: { limit: 1 } } })),
    enabled: may('view_automations'),
  })
  if (!data || data.items.length > 0) return null
  const steps = STEPS.filter(({ needs, words }) => (needs ? may(needs) : words !== 'first-steps-factor' || !factor.is_on))
  return (
    <Section title={say('first-steps')} lead={say('first-steps-lead')}>
      <List type="ordered" spacing="sm">
        {steps.map(({ words, to }) => (
          <List.Item key={words}>
            <Said id={words} of={{ link: (text) => <Way to={to} text={text} /> }} />
          </List.Item>
        ))}
      </List>
      <TrySandbox />
    </Section>
  )
}

/** A link, where there is such a page. */
function Way({ to, text }: { to: string; text: string }) {
  if (!PAGES.some(({ path }) => path === to)) return text
  return (
    <Anchor component={Link} to={to} inherit underline="always">
      {text}
    </Anchor>
  )
}
