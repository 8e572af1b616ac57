import { Anchor, ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { Schemas } from '../../api/client'
import { useSay } from '../../words/words'
import { PERMISSIONS } from './asked-for'
import classes from './role-matrix.module.css'

/** Permissions down, roles across. */
export function RoleMatrix({ roles, open }: { roles: Schemas['Role'][]; open: (role: Schemas['Role']) => void }) {
  const say = useSay()
  return (
    <ScrollArea type="auto" visibleFrom="sm" viewportProps={{ tabIndex: 0 }} className={classes.ground}>
      <Table aria-label={say('roles-matrix')} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say('permission')}</Table.Th>
            {roles.map((role) => (
              <Table.Th key={role.id} scope="col" ta="center">
                <Anchor component="button" type="button" fw={600} onClick={() => open(role)}>
                  {role.name}
                </Anchor>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {PERMISSIONS.map((one) => (
            <Table.Tr key={one}>
              <Table.Th scope="row">
                <Text size="sm" fw={600}>
                  {say(`permission-${one}`)}
                </Text>
                <Text size="xs" c="dimmed">
                  {say(`permission-help-${one}`)}
                </Text>
              </Table.Th>
              {roles.map((role) => (
                <Table.Td key={role.id} ta="center">
                  <Held is={role.permissions.includes(one)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

function Held({ is }: { is: boolean }) {
  const say = useSay()
  return (
    <>
      {is ? <IconCheck size={20} aria-hidden className={classes.held} /> : <span aria-hidden>–</span>}
      <VisuallyHidden>{say(is ? 'yes' : 'no')}</VisuallyHidden>
    </>
  )
}
