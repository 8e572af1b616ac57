import { Button, Group, List, Stack, Text } from '@mantine/core'
import type { Schemas } from '../../api/client'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'

/** The same as the matrix where there is no room for one. */
export function RoleCards({ roles, open }: { roles: Schemas['Role'][]; open: (role: Schemas['Role']) => void }) {
  const say = useSay()
  return (
    <Stack hiddenFrom="sm">
      {roles.map((role) => (
        <Section key={role.id} title={role.name}>
          {role.permissions.length ? (
            <List size="sm">
              {role.permissions.map((one) => (
                <List.Item key={one}>{say(`permission-${one}`)}</List.Item>
              ))}
            </List>
          ) : (
            <Text size="sm" c="dimmed">
              {say('role-nothing')}
            </Text>
          )}
          <Group>
            <Button variant="default" size="compact-sm" onClick={() => open(role)}>
              {say('role-change')}
            </Button>
          </Group>
        </Section>
      ))}
    </Stack>
  )
}
