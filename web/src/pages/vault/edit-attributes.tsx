import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { useSay } from '../../words/words'
import classes from './edit-attributes.module.css'
import type { CredentialValues } from './edit-credential'

/** What a credential has values for. */
export function EditAttributes({ form, isNew }: { form: UseFormReturnType<CredentialValues>; isNew: boolean }) {
  const say = useSay()
  return (
    <Stack gap="sm" role="group" aria-label={say('attributes')}>
      <div>
        <Text size="sm" fw={500}>
          {say('attributes')}
        </Text>
        <Text size="xs" c="dimmed">
          {say(isNew ? 'attributes-help' : 'attributes-change-help')}
        </Text>
      </div>
      {form.values.attributes.map((one, at) => (
        <div
          key={at}
          className={classes.attribute}
          role="group"
          aria-label={one.name || say('attribute-number', { number: at + 1 })}
        >
          <TextInput
            label={say('name')}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps(`attributes.${at}.name`)}
          />
          <Select
            label={say('attribute-input')}
            data={(['standard', 'user_provided'] as const).map((value) => ({ value, label: say(`attribute-${value}`) }))}
            {...form.getInputProps(`attributes.${at}.input`)}
          />
          <Checkbox
            label={say('attribute-masked')}
            {...form.getInputProps(`attributes.${at}.masked`, { type: 'checkbox' })}
          />
          {form.values.attributes.length > 1 && (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={`${say('remove')}: ${one.name}`}
              onClick={() => form.removeListItem('attributes', at)}
            >
              {say('remove')}
            </Button>
          )}
        </div>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.insertListItem('attributes', { name: '', input: 'standard', masked: true })}
        >
          {say('attribute-add')}
        </Button>
      </Group>
    </Stack>
  )
}
