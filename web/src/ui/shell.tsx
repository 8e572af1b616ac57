import { AppShell, Burger, Group } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useRef } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { asProblem, isSignedOut } from '../api/problem'
import { me } from '../session'
import { signInFrom } from '../way'
import { known } from '../words/language'
import { useWords } from '../words/words'
import { Bell } from './bell'
import { LanguageMenu } from './language-menu'
import { Loading } from './loading'
import { Logo } from './logo'
import { MeMenu } from './me-menu'
import { Navigation } from './navigation'
import { ProblemAlert } from './problem-alert'
import { SchemeMenu } from './scheme-menu'
import classes from './shell.module.css'
import { useProfile } from './use-profile'

/** What stands around every page of somebody who is signed in; nobody else sees it. */
export function Shell() {
  const here = useLocation()
  const { change, language } = useWords()
  const { data, error, refetch } = useQuery(me)
  const own = known(data?.language)
  useEffect(() => {
    if (own && own !== language) void change(own)
    // What the header has changed is on its way to the server: only what comes from there matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [own])
  if (isSignedOut(error)) return <Navigate to={signInFrom(here)} replace />
  if (!data) return error ? <ProblemAlert problem={asProblem(error)} again={() => void refetch()} /> : <Loading />
  return <Around />
}

function Around() {
  const { say } = useWords()
  const [opened, { toggle, close }] = useDisclosure()
  // What the drawer covers is not reached; on wide screens there is no drawer.
  const isCovered = useMediaQuery('(max-width: 47.99em)') && opened
  const burger = useRef<HTMLButtonElement>(null)
  const leave = () => {
    close()
    burger.current?.focus()
  }
  const here = useLocation()
  const profile = useProfile()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- Whoever has gone somewhere sees it.
  useEffect(close, [here.pathname])
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a
        href="#content"
        className={classes.skip}
        // Not by the address: the page is the same one.
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('content')?.focus()
        }}
      >
        {say('skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              ref={burger}
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={say(opened ? 'nav-close' : 'nav-open')}
              aria-expanded={opened}
            />
            <Logo />
          </Group>
          <Group gap={4} wrap="nowrap">
            <LanguageMenu onChosen={(language) => profile.mutate({ language })} />
            <SchemeMenu />
            <Bell />
            <MeMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        p="sm"
        className={classes.navbar}
        withBorder={false}
        component="div"
        data-closed={!opened || undefined}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && isCovered) leave()
        }}
      >
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} inert={isCovered}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  )
}
