import type { ReactNode } from 'react'
import { Page } from '../../ui/page'
import { Parts } from '../../ui/parts'
import { useSay } from '../../words/words'

const PARTS = [
  { to: '/people', words: 'people' },
  { to: '/people/roles', words: 'roles' },
  { to: '/people/single-sign-on', words: 'sso' },
]

/** People, roles and single sign-on: one of the three, and the way to the others. */
export function PeoplePage({
  title,
  lead,
  actions,
  children,
}: {
  title: string
  lead: string
  actions?: ReactNode
  children: ReactNode
}) {
  const say = useSay()
  return (
    <Page title={say(title)} lead={say(lead)} actions={actions}>
      <Parts label={say('nav-people')} parts={PARTS} />
      {children}
    </Page>
  )
}
