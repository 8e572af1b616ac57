import { Stack } from '@mantine/core'
import type { Schemas } from '../../api/client'
import { CopyField } from '../../ui/copy-field'

/** As automations write it. */
export function HowWritten({ of }: { of: Schemas['Credential'] }) {
  return (
    <Stack gap="xs">
      {of.attributes.map(({ name }) => (
        <CopyField key={name} label={name} value={`{ credential: ${of.locker}/${of.name}.${name} }`} />
      ))}
    </Stack>
  )
}
