import {
  IconArrowsSplit2,
  IconBox,
  IconFile,
  IconFolder,
  IconMail,
  IconPlugConnected,
  type IconProps,
  IconRepeat,
  IconWorld,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

const ICONS: Record<string, ComponentType<IconProps>> = {
  sessions: IconPlugConnected,
  loops: IconRepeat,
  messages: IconMail,
  files: IconFile,
  folders: IconFolder,
  web: IconWorld,
  flow: IconArrowsSplit2,
}

/** The group of an action, as a picture. */
export function GroupIcon({ group, size = 17 }: { group?: string; size?: number }) {
  const Icon = ICONS[group ?? ''] ?? IconBox
  return <Icon size={size} stroke={1.8} aria-hidden />
}
