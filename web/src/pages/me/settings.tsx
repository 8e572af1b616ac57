import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'
import classes from './settings.module.css'

const PARTS = [
  { to: '/me', words: 'me-profile' },
  { to: '/me/security', words: 'me-security' },
  { to: '/me/connections', words: 'me-connections' },
  { to: '/me/credentials', words: 'me-credentials' },
  { to: '/me/tokens', words: 'me-tokens' },
]

/** My settings: one of its parts, and the way to the others. */
export function Settings({ part, children }: { part: string; children: ReactNode }) {
  const say = useSay()
  return (
    <Page title={say(part)} crumbs={[{ title: say('nav-me'), to: '/me' }]}>
      <nav aria-label={say('nav-me')}>
        <ul className={classes.parts}>
          {PARTS.map(({ to, words }) => (
            <li key={to}>
              <NavLink to={to} end className={classes.part}>
                {say(words)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Page>
  )
}
