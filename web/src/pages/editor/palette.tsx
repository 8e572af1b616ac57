import { ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSay } from '../../words/words'
import { useEditing } from './context'
import type { Action, Definitions } from './definitions'
import { Entry, type Put } from './palette-entry'
import classes from './palette.module.css'
import { insertAction } from './tree/commands'

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** What there is to build with. */
export function Palette({ inserted, toForm }: { inserted: () => void; toForm: () => void }) {
  const say = useSay()
  const editing = useEditing()
  const { definitions } = editing
  const [wanted, want] = useState('')
  const now = useRef({ editing, inserted })
  useEffect(() => {
    now.current = { editing, inserted }
  })
  const put = useCallback<Put>((act) => {
    act(now.current.editing)
    now.current.inserted()
  }, [])
  const groups = useMemo(() => {
    const { say, groups } = definitions
    const fits = ({ name, label, help }: Action) => [say(label), name, say(help)].some((text) => plain(text).includes(plain(wanted)))
    return groups.map((group) => ({ ...group, actions: group.actions.filter(fits) })).filter(({ actions }) => actions.length > 0)
  }, [definitions, wanted])
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
          put((editing) => insertAction(editing, first.name))
          want('')
          toForm()
        }}
      />
      <Text size="xs" c="dimmed" px={6} pt={6}>
        {say('editor-palette-hint')}
      </Text>
      <Groups groups={groups} say={definitions.say} put={put} />
    </section>
  )
}

const Groups = memo(function Groups({ groups, say: sayWord, put }: { groups: Definitions['groups']; say: Definitions['say']; put: Put }) {
  const say = useSay()
  return (
    <ScrollArea className={classes.scroll} type="auto" viewportProps={{ tabIndex: -1 }}>
      <Stack gap="sm" pt="sm">
        {groups.map((group) => (
          <div key={group.name}>
            <Text component="h2" size="xs" fw={600} c="dimmed" pb={4} px={6}>
              {group.label}
            </Text>
            <ul className={classes.list}>
              {group.actions.map((action) => (
                <Entry action={action} key={action.name} say={sayWord} put={put} />
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
  )
})
