import { Button, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { IconProps } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { Link } from 'react-router'
import { useSay } from '../words/words'

/** Nothing is here yet: what this is for, and what to do first. */
export function EmptyState({
  icon: Icon,
  title,
  text,
  children,
  home = false,
}: {
  icon: ComponentType<IconProps>
  title: string
  text: string
  children?: ReactNode
  home?: boolean
}) {
  const say = useSay()
  return (
    <Stack align="center" gap="sm" py={48} px="md" ta="center">
      <ThemeIcon size={56} radius="xl" variant="light">
        <Icon size={28} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={460}>
        {text}
      </Text>
      <Group justify="center">
        {children}
        {home && (
          <Button component={Link} to="/" variant="default">
            {say('go-home')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
