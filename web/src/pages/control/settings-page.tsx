import type { ReactNode } from 'react'
import { Page } from '../../ui/page'
import { Parts } from '../../ui/parts'
import { useSay } from '../../words/words'

const PARTS = [
  { to: '/settings', words: 'settings-general' },
  { to: '/settings/notices', words: 'settings-notices' },
]

/** The settings of this Control Room, in two parts. */
export function SettingsPage({ children }: { children: ReactNode }) {
  const say = useSay()
  return (
    <Page title={say('nav-settings')} lead={say('settings-lead')}>
      <Parts label={say('nav-settings')} parts={PARTS} />
      {children}
    </Page>
  )
}
