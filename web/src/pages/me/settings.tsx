import type { ReactNode } from 'react'
import { Page } from '../../ui/page'
import { Parts } from '../../ui/parts'
import { useSay } from '../../words/words'

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
      <Parts label={say('nav-me')} parts={PARTS} />
      {children}
    </Page>
  )
}
