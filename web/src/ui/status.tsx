import { Badge } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconLoader2,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

/** How something stands: well, under way, not yet, wants somebody, failed. A shape and a word besides the colour. */
export type Tone = 'good' | 'busy' | 'idle' | 'warn' | 'bad'

const LOOKS: Record<Tone, { color: string; icon: ComponentType<IconProps> }> = {
  good: { color: 'green', icon: IconCircleCheck },
  busy: { color: 'petrol', icon: IconLoader2 },
  idle: { color: 'gray', icon: IconCircleDashed },
  warn: { color: 'yellow', icon: IconAlertTriangle },
  bad: { color: 'red', icon: IconCircleX },
}

export function Status({ tone, children }: { tone: Tone; children: string }) {
  const { color, icon: Icon } = LOOKS[tone]
  return (
    <Badge
      tt="none"
      fw={600}
      radius="sm"
      size="lg"
      // A table must not make it narrower than its word.
      miw="max-content"
      leftSection={<Icon size={15} aria-hidden />}
      bg={`light-dark(var(--mantine-color-${color}-0), color-mix(in srgb, var(--mantine-color-${color}-6) 30%, transparent))`}
      c={`light-dark(var(--mantine-color-${color}-8), var(--mantine-color-${color}-2))`}
      variant="transparent"
    >
      {children}
    </Badge>
  )
}
