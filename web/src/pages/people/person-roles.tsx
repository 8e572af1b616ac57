import { Checkbox, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import { Listed, listed } from '../../ui/listed'
import { ProblemAlert } from '../../ui/problem-alert'
import { Section } from '../../ui/section'
import { useAct } from '../../ui/use-act'
import { useSay } from '../../words/words'
import { roles } from './asked-for'
import type { Somebody } from './person'

/** Which roles they hold: given and taken at once, as each box is ticked. */
export function PersonRoles({ of }: { of: Somebody }) {
  const say = useSay()
  const query = useQuery(roles)
  const held = new Set(of.roles.map(({ id }) => id))
  const give = useAct(
    ({ role, holds }: { role: string; holds: boolean }) => {
      const params = { path: { person: of.id, role } }
      return holds
        ? api.PUT('/api/people/{person}/roles/{role}', { params })
        : api.DELETE('/api/people/{person}/roles/{role}', { params })
    },
    { said: say('saved'), keys: [['people'], ['me']] },
  )
  return (
    <Section title={say('roles')} lead={say('person-roles-lead')}>
      <Listed pages={listed(query)} empty={null}>
        {(rows) => (
          <Stack gap="sm" role="group" aria-label={say('roles')}>
            {rows.map((role) => (
              <Checkbox
                key={role.id}
                label={role.name}
                description={role.permissions.map((one) => say(`permission-${one}`)).join(' · ') || say('role-nothing')}
                checked={held.has(role.id)}
                disabled={give.isPending}
                onChange={(event) => give.mutate({ role: role.id, holds: event.currentTarget.checked })}
              />
            ))}
          </Stack>
        )}
      </Listed>
      <ProblemAlert problem={give.error} />
    </Section>
  )
}
