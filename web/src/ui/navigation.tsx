import { NavLink as Entry, ScrollArea, Stack, Text } from '@mantine/core'
import { NavLink, useLocation } from 'react-router'
import { PAGES, type PageEntry } from '../routes'
import { useMay } from '../session'
import { useSay } from '../words/words'
import classes from './navigation.module.css'

const GROUPS = ['work', 'manage', 'me'] as const

export function Navigation() {
  const say = useSay()
  const may = useMay()
  const shown = PAGES.filter(({ menu, needs }) => menu && (!needs || needs.some(may)))
  return (
    <ScrollArea component="nav" aria-label={say('navigation')} type="auto">
      <Stack gap="md">
        {GROUPS.map((group) => {
          const entries = shown.filter(({ menu }) => menu?.group === group)
          if (entries.length === 0) return null
          return (
            <div key={group}>
              {group !== 'work' && (
                <Text size="xs" fw={600} c="dimmed" px="sm" pb={4} id={`nav-${group}`}>
                  {say(`nav-group-${group}`)}
                </Text>
              )}
              <ul className={classes.list} aria-labelledby={group === 'work' ? undefined : `nav-${group}`}>
                {entries.map((entry) => (
                  <li key={entry.path}>
                    <Way entry={entry} />
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
      </Stack>
    </ScrollArea>
  )
}

function Way({ entry: { path, menu } }: { entry: PageEntry }) {
  const say = useSay()
  const { pathname } = useLocation()
  if (!menu) return null
  const isHere = path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)
  const { icon: Icon, words } = menu
  return (
    <Entry
      component={NavLink}
      to={path}
      end={path === '/'}
      label={say(words)}
      active={isHere}
      leftSection={<Icon size={19} stroke={1.7} aria-hidden />}
      className={classes.entry}
    />
  )
}
