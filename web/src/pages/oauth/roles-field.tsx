import { Checkbox, Stack, Text } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../session'
import { useSay } from '../../words/words'
import { roles } from './asked-for'
import type { Drawing } from './drawn-field'

/** Which roles may use it. Whoever may not see the roles leaves them as they are. */
export function RolesField({ drawing, input }: { drawing: Drawing; input: GetInputPropsReturnType }) {
  const say = useSay()
  const may = useMay()('manage_people')
  const query = useQuery({ ...roles, enabled: may })
  if (!may)
    return (
      <Text size="sm" c="dimmed">
        {say('roles-unseen')}
      </Text>
    )
  return (
    <Checkbox.Group {...drawing} {...input}>
      <Stack gap="xs" mt="xs">
        {query.data?.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}
      </Stack>
    </Checkbox.Group>
  )
}
