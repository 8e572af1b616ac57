import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A part of a page, with what it is called. */
export function Section({
  title,
  lead,
  actions,
  children,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  const id = useId()
  return (
    <Paper component="section" aria-labelledby={id} p={{ base: 'md', sm: 'lg' }} bg="var(--room-raised)">
      <Stack>
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2} miw={0} flex="1 1 12rem">
            <Title order={2} id={id}>
              {title}
            </Title>
            {lead && (
              <Text c="dimmed" size="sm" maw={640}>
                {lead}
              </Text>
            )}
          </Stack>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  )
}
