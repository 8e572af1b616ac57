import {
  IconBell,
  IconHistory,
  IconHome,
  IconHourglass,
  IconKey,
  IconMailSearch,
  IconPlayerPlay,
  IconPlugConnected,
  type IconProps,
  IconRobot,
  IconSettings,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react'
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
  { path: '/runs', load: () => import('./pages/runs/runs'), menu: { group: 'work', words: 'nav-runs', icon: IconPlayerPlay } },
  { path: '/runs/:id', load: () => import('./pages/runs/run') },
  { path: '/runs/:id/items/:number', load: () => import('./pages/runs/item') },
  {
    path: '/messages',
    load: () => import('./pages/runs/messages'),
    menu: { group: 'work', words: 'nav-messages', icon: IconMailSearch },
  },
  {
    path: '/automations',
    load: () => import('./pages/automations/list'),
    needs: ['view_automations'],
    menu: { group: 'work', words: 'nav-automations', icon: IconRobot },
  },
  { path: '/automations/new', load: () => import('./pages/editor/editor'), needs: ['edit_automations'] },
  { path: '/automations/:id', load: () => import('./pages/editor/editor'), needs: ['view_automations'] },

  // Managing
  {
    path: '/connections',
    load: () => import('./pages/oauth/connections'),
    needs: ['view_connections'],
    menu: { group: 'manage', words: 'nav-connections', icon: IconPlugConnected },
  },
  {
    path: '/connections/new',
    load: () => import('./pages/oauth/new-connection'),
    needs: ['manage_connections'],
  },
  { path: '/connections/:id', load: () => import('./pages/oauth/connection'), needs: ['view_connections'] },
  { path: '/connections/:id/edit', load: () => import('./pages/oauth/edit-connection'), needs: ['manage_connections'] },
  {
    path: '/expiries',
    load: () => import('./pages/expiries/expiries'),
    needs: ['view_connections'],
    menu: { group: 'manage', words: 'nav-expiries', icon: IconHourglass },
  },
  // Whoever is nothing in any locker is told what lockers are.
  {
    path: '/vault',
    load: () => import('./pages/vault/lockers'),
    menu: { group: 'manage', words: 'nav-vault', icon: IconKey },
  },
  { path: '/vault/:locker', load: () => import('./pages/vault/locker') },
  { path: '/vault/:locker/:credential', load: () => import('./pages/vault/credential') },
  {
    path: '/people',
    load: () => import('./pages/people/people'),
    needs: ['manage_people'],
    menu: { group: 'manage', words: 'nav-people', icon: IconUsers },
  },
  { path: '/people/roles', load: () => import('./pages/people/roles'), needs: ['manage_people'] },
  { path: '/people/single-sign-on', load: () => import('./pages/people/single-sign-on'), needs: ['manage_people'] },
  { path: '/people/single-sign-on/new', load: () => import('./pages/people/provider'), needs: ['manage_people'] },
  { path: '/people/single-sign-on/:id', load: () => import('./pages/people/provider'), needs: ['manage_people'] },
  { path: '/people/:id', load: () => import('./pages/people/person'), needs: ['manage_people'] },
  {
    path: '/audit',
    load: () => import('./pages/audit/audit'),
    needs: ['view_audit'],
    menu: { group: 'manage', words: 'nav-audit', icon: IconHistory },
  },
  {
    path: '/settings',
    load: () => import('./pages/control/settings'),
    needs: ['manage_settings'],
    menu: { group: 'manage', words: 'nav-settings', icon: IconSettings },
  },
  { path: '/settings/notices', load: () => import('./pages/control/deliveries'), needs: ['manage_settings'] },

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
