import { Checkbox, Stack } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { roles } from './asked-for'
import type { Drawing } from './drawn-field'

/** Which roles may use it. */
export function RolesField({ drawing, input }: { drawing: Drawing; input: GetInputPropsReturnType }) {
  const query = useQuery(roles)
  return (
    <Checkbox.Group {...drawing} {...input}>
      <Stack gap="xs" mt="xs">
        {query.data?.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}
      </Stack>
    </Checkbox.Group>
  )
}
