import { Button, Group, List } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, got } from '../../api/client'
import { useMay, useMe } from '../../session'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'

/** What to do where nothing was made yet. */
export function FirstSteps() {
  const say = useSay()
  const may = useMay()
  const { second_factor: factor } = useMe()
  const { data } = useQuery({
    queryKey: ['automations', 'any'],
    queryFn: () => got(api.GET('/api/automations', { params: { query: { limit: 1 } } })),
    enabled: may('view_automations'),
  })
  if (!data || data.items.length > 0 || factor.is_on) return null
  return (
    <Section title={say('first-steps')} lead={say('first-steps-lead')}>
      <List listStyleType="none" spacing="sm">
        <List.Item>
          <Step text={say('first-steps-factor')} to="/me/security" act={say('factor-on')} />
        </List.Item>
        {/* Trying the sandbox, and making the first automation, are further steps. */}
      </List>
    </Section>
  )
}

function Step({ text, to, act }: { text: string; to: string; act: string }) {
  return (
    <Group justify="space-between" gap="sm">
      {text}
      <Button component={Link} to={to} variant="light" size="compact-md">
        {act}
      </Button>
    </Group>
  )
}
