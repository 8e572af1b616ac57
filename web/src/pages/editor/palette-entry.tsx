import { useDraggable } from '@dnd-kit/core'
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { Marked } from '../../ui/marked'
import { useOpener } from '../../ui/use-opener'
import { useSay } from '../../words/words'
import type { Editing } from './context'
import type { Action, Definitions } from './definitions'
import { GroupIcon } from './group-icon'
import classes from './palette.module.css'
import { insertAction, insertAt } from './tree/commands'

/** Puts something into the text as it is now. */
export type Put = (act: (editing: Editing) => void) => void

interface EntryProps {
  action: Action
  say: Definitions['say']
  put: Put
}

/** It is drawn anew only when what it shows has changed: there are many, and each letter typed elsewhere changes the text. */
export const Entry = memo(function Entry({ action, say, put }: EntryProps) {
  const label = say(action.label)
  const { setNodeRef, listeners } = useDraggable({ id: `palette:${action.name}`, data: { action: action.name, label } })
  const insert = () => put((editing) => insertAction(editing, action.name))
  return (
    <li className={classes.entry}>
      <Tooltip label={<Marked>{say(action.help)}</Marked>} multiline maw={260} position="right" openDelay={600}>
        <button
          type="button"
          ref={setNodeRef}
          {...listeners}
          className={classes.action}
          onDoubleClick={insert}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            insert()
          }}
          // A finger has no double click.
          onClick={({ nativeEvent, detail }) => {
            const isTouch = 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch'
            if (isTouch || detail === 0) insert()
          }}
        >
          <GroupIcon group={action.group} />
          <span>{label}</span>
        </button>
      </Tooltip>
      {action.examples.length > 0 && <Examples action={action} say={say} put={put} />}
    </li>
  )
})

function Examples({ action, say: sayWord, put }: EntryProps) {
  const say = useSay()
  const [isAsked, ask] = useState(false)
  const { ref, back } = useOpener()
  const target = (
    <ActionIcon
      ref={ref}
      variant="subtle"
      color="gray"
      size="sm"
      aria-haspopup="menu"
      aria-label={say('editor-examples-of', { action: sayWord(action.label) })}
      onClick={() => ask(true)}
    >
      <IconBulb size={15} aria-hidden />
    </ActionIcon>
  )
  if (!isAsked) return target
  return (
    <Menu position="bottom-end" withinPortal defaultOpened onExitTransitionEnd={back}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown maw={320}>
        <Menu.Label>{say('editor-examples')}</Menu.Label>
        {action.examples.map((example) => (
          <Menu.Item key={example.steps} onClick={() => put((editing) => void insertAt(editing, example.steps))}>
            {sayWord(example.title)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
