import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconCopyPlus,
  IconDots,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPower,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useOpener } from '../../../ui/use-opener'
import { useSay } from '../../../words/words'
import type { Command } from './commands'

const ENTRIES = [
  { command: 'up', icon: IconArrowUp, keys: 'Alt ↑' },
  { command: 'down', icon: IconArrowDown, keys: 'Alt ↓' },
  { command: 'in', icon: IconIndentIncrease, keys: 'Alt →' },
  { command: 'out', icon: IconIndentDecrease, keys: 'Alt ←' },
  { command: 'duplicate', icon: IconCopyPlus, keys: 'Ctrl D' },
  { command: 'copy', icon: IconCopy, keys: 'Ctrl C' },
  { command: 'toggle', icon: IconPower, keys: 'Ctrl /' },
  { command: 'delete', icon: IconTrash, keys: 'Del' },
] as const

/** What can be done with a step. */
export function LineMenu({
  label,
  isOff,
  act,
}: {
  label: string
  isOff: boolean
  act: (command: Command) => void
}) {
  const say = useSay()
  const [isAsked, ask] = useState(false)
  const { ref, back } = useOpener()
  const target = (
    <ActionIcon
      ref={ref}
      variant="subtle"
      color="gray"
      size="sm"
      tabIndex={-1}
      aria-haspopup="menu"
      aria-label={say('editor-step-actions', { step: label })}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation()
        ask(true)
      }}
    >
      <IconDots size={16} aria-hidden />
    </ActionIcon>
  )
  // Of hundreds of menus hardly one is ever opened.
  if (!isAsked) return target
  return (
    <Menu position="bottom-end" withinPortal defaultOpened onExitTransitionEnd={back}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown onKeyDown={(event) => event.stopPropagation()}>
        {ENTRIES.map(({ command, icon: Icon, keys }) => (
          <Menu.Item
            key={command}
            color={command === 'delete' ? 'red' : undefined}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={<kbd aria-hidden>{keys}</kbd>}
            onClick={(event) => {
              event.stopPropagation()
              act(command)
            }}
          >
            {command === 'toggle' && isOff ? say('editor-switch-on') : say(`editor-do-${command}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
