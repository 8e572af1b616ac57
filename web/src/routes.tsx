import { IconBell, IconHome, type IconProps, IconRobot, IconUserCog } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Permission } from './session'

/** A page below the shell. To add one: a file in `pages/<area>/`, and an entry here. */
export interface PageEntry {
  path: string
  load: () => Promise<{ default: ComponentType }>
  /** One of them is enough. Whoever has none sees neither the page nor the way to it. */
  needs?: Permission[]
  /** Its place in the navigation; without one it is reached from other pages. */
  menu?: { group: 'work' | 'manage' | 'me'; words: string; icon: ComponentType<IconProps> }
}

export const PAGES: PageEntry[] = [
  { path: '/', load: () => import('./pages/home/dashboard'), menu: { group: 'work', words: 'nav-home', icon: IconHome } },
  // Automations, runs
  {
    path: '/automations',
    load: () => import('./pages/automations/list'),
    needs: ['view_automations'],
    menu: { group: 'work', words: 'nav-automations', icon: IconRobot },
  },
  { path: '/automations/:id', load: () => import('./pages/editor/editor'), needs: ['view_automations'] },

  // Managing

  // One's own
  {
    path: '/notices',
    load: () => import('./pages/notices/inbox'),
    menu: { group: 'me', words: 'nav-notices', icon: IconBell },
  },
  {
    path: '/me',
    load: () => import('./pages/me/profile'),
    menu: { group: 'me', words: 'nav-me', icon: IconUserCog },
  },
  { path: '/me/security', load: () => import('./pages/me/security') },
  { path: '/me/connections', load: () => import('./pages/me/connections') },
  { path: '/me/credentials', load: () => import('./pages/me/credentials') },
  { path: '/me/tokens', load: () => import('./pages/me/tokens') },
]
