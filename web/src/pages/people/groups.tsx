import { Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSay } from '../../words/words'
import { roles } from './asked-for'
import classes from './groups.module.css'
import type { ProviderValues } from './provider-form'

/** Which groups of the provider hold which roles here. */
export function Groups({ form }: { form: UseFormReturnType<ProviderValues> }) {
  const say = useSay()
  const known = useQuery(roles)
  const data = (known.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Stack>
      {form.values.groups.map((_, at) => (
        <div key={at} className={classes.group} role="group" aria-label={say('sso-group-number', { number: at + 1 })}>
          <TextInput
            label={say('sso-group')}
            description={say('sso-group-help')}
            autoComplete="off"
            {...form.getInputProps(`groups.${at}.group`)}
          />
          <MultiSelect
            label={say('roles')}
            description={say('sso-group-roles-help')}
            data={data}
            {...form.getInputProps(`groups.${at}.roles`)}
          />
          <Button variant="subtle" color="red" onClick={() => form.removeListItem('groups', at)}>
            {say('remove')}
          </Button>
        </div>
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.insertListItem('groups', { group: '', roles: [] })}
        >
          {say('sso-group-add')}
        </Button>
      </Group>
    </Stack>
  )
}
