import { useDraggable } from '@dnd-kit/core'
import { ActionIcon, Menu, ScrollArea, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconBulb, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Marked } from '../../ui/marked'
import { useSay } from '../../words/words'
import { useEditing } from './context'
import type { Action } from './definitions'
import { GroupIcon } from './group-icon'
import classes from './palette.module.css'
import { insertAction, insertAt } from './tree/commands'

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** What there is to build with. */
export function Palette({ inserted, toForm }: { inserted: () => void; toForm: () => void }) {
  const say = useSay()
  const editing = useEditing()
  const { definitions } = editing
  const [wanted, want] = useState('')
  const fits = (action: Action) =>
    [definitions.say(action.label), action.name, definitions.say(action.help)].some((text) => plain(text).includes(plain(wanted)))
  const groups = definitions.groups
    .map((group) => ({ ...group, actions: group.actions.filter(fits) }))
    .filter(({ actions }) => actions.length > 0)
  return (
    <section className={classes.palette} aria-label={say('editor-palette')}>
      <TextInput
        type="search"
        aria-label={say('editor-palette-search')}
        placeholder={say('editor-palette-search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={wanted}
        data-palette-search
        onChange={({ currentTarget }) => want(currentTarget.value)}
        // What is found first is meant: it is put in, and filled in.
        onKeyDown={({ key }) => {
          const first = groups[0]?.actions[0]
          if (key !== 'Enter' || !first || !wanted) return
          insertAction(editing, first.name)
          want('')
          inserted()
          toForm()
        }}
      />
      <Text size="xs" c="dimmed" px={6} pt={6}>
        {say('editor-palette-hint')}
      </Text>
      <ScrollArea className={classes.scroll} type="auto" viewportProps={{ tabIndex: -1 }}>
        <Stack gap="sm" pt="sm">
          {groups.map((group) => (
            <div key={group.name}>
              <Text component="h2" size="xs" fw={600} c="dimmed" pb={4} px={6}>
                {group.label}
              </Text>
              <ul className={classes.list}>
                {group.actions.map((action) => (
                  <Entry action={action} key={action.name} inserted={inserted} />
                ))}
              </ul>
            </div>
          ))}
          {groups.length === 0 && (
            <Text size="sm" c="dimmed" role="status" px={6}>
              {say('editor-palette-none')}
            </Text>
          )}
        </Stack>
      </ScrollArea>
    </section>
  )
}

function Entry({ action, inserted }: { action: Action; inserted: () => void }) {
  const say = useSay()
  const editing = useEditing()
  const { definitions } = editing
  const label = definitions.say(action.label)
  const { setNodeRef, listeners } = useDraggable({ id: `palette:${action.name}`, data: { action: action.name, label } })
  const insert = () => {
    insertAction(editing, action.name)
    inserted()
  }
  return (
    <li className={classes.entry}>
      <Tooltip label={<Marked>{definitions.say(action.help)}</Marked>} multiline maw={260} position="right" openDelay={600}>
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
      {action.examples.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={say('editor-examples-of', { action: label })}>
              <IconBulb size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown maw={320}>
            <Menu.Label>{say('editor-examples')}</Menu.Label>
            {action.examples.map((example) => (
              <Menu.Item
                key={example.steps}
                onClick={() => {
                  insertAt(editing, example.steps)
                  inserted()
                }}
              >
                {definitions.say(example.title)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  )
}
