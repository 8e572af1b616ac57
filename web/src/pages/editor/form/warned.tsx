import { Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Marked } from '../../../ui/marked'
import type { Mistake } from '../context'
import classes from './form.module.css'

/** What is unwise about a value, below its field. */
export function Warned({ of }: { of?: Mistake }) {
  if (!of) return null
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" mt={4} className={classes.warned}>
      <IconAlertTriangle size={15} aria-hidden />
      <Text size="xs">
        <Marked>{of.message}</Marked>
      </Text>
    </Group>
  )
}
