import { Checkbox, Group, Radio, Stack } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useWords } from '../../words/words'
import type { ProviderForm } from './asked-for'
import { isOfPerson } from './draft'
import type { Drawing } from './drawn-field'

interface Chosen {
  drawing: Drawing
  input: GetInputPropsReturnType
}

/** How tokens are had. */
export function ChosenGrant({ drawing, of, input }: Chosen & { of: ProviderForm }) {
  const { say, language } = useWords()
  return (
    <Radio.Group {...drawing} {...input}>
      <Stack gap="xs" mt="xs">
        {of.grants.map(({ grant, label }) => (
          <Radio key={grant} value={grant} label={label[language]} description={say(`grant-help-${grant}`)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** Whose tokens they are; where nobody signs in there is one for all. */
export function ChosenToken({ drawing, grant, input }: Chosen & { grant: unknown }) {
  const { say } = useWords()
  const isFree = isOfPerson(grant)
  return (
    <Radio.Group {...drawing} {...input} value={isFree ? (input.value as string) : 'shared'}>
      <Group gap="lg" mt="xs">
        <Radio value="shared" label={say('token-type-shared')} />
        <Radio value="user_specific" label={say('token-type-user_specific')} disabled={!isFree} />
      </Group>
    </Radio.Group>
  )
}

export function ChosenServices({ drawing, of, input }: Chosen & { of: ProviderForm }) {
  const { say } = useWords()
  return (
    <Checkbox.Group {...drawing} {...input}>
      <Group gap="lg" mt="xs">
        {of.services.map((one) => (
          <Checkbox key={one} value={one} label={say(`service-${one}`)} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}
