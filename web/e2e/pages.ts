import type { LivedIn } from './lived-in'

/** Every page that is reached without knowing a row, for what looks at all of them. Whoever adds a page adds it here. */
export const PAGES: Record<string, string> = {
  overview: '/',
  runs: '/runs',
  messages: '/messages',
  automations: '/automations',
  notices: '/notices',
  connections: '/connections',
  'new-connection': '/connections/new',
  expiries: '/expiries',
  vault: '/vault',
  people: '/people',
  roles: '/people/roles',
  'single-sign-on': '/people/single-sign-on',
  'new-single-sign-on': '/people/single-sign-on/new',
  audit: '/audit',
  settings: '/settings',
  'settings-notices': '/settings/notices',
  profile: '/me',
  security: '/me/security',
  'own-connections': '/me/connections',
  'own-credentials': '/me/credentials',
  tokens: '/me/tokens',
  'not-found': '/nowhere',
}

/** And those of one thing, in a Control Room that was lived in. */
export function pagesOf({ automations, runs, connections, bia, provider, locker, credential }: LivedIn): Record<string, string> {
  return {
    'editor-new': '/automations/new',
    editor: `/automations/${automations['samples/archive-invoices'] ?? ''}`,
    'run-whole': `/runs/${runs.whole}`,
    'run-items': `/runs/${runs.partly}?part=items`,
    'run-files': `/runs/${runs.whole}?part=files`,
    'run-facts': `/runs/${runs.whole}?part=facts`,
    'run-dry': `/runs/${runs.dry}?part=items`,
    'run-failed': `/runs/${runs.failed}`,
    'run-partly': `/runs/${runs.partly}`,
    item: `/runs/${runs.whole}/items/1`,
    'item-failed': `/runs/${runs.partly}/items/1`,
    'messages-found': '/messages?text=Invoice+1009',
    'connection-asleep': `/connections/${connections.finance ?? ''}`,
    'connection-active': `/connections/${connections.archive ?? ''}`,
    'connection-failing': `/connections/${connections.scanner ?? ''}`,
    'connection-own': `/connections/${connections.own ?? ''}`,
    'connection-edit': `/connections/${connections.finance ?? ''}/edit`,
    locker: `/vault/${locker}`,
    credential: `/vault/${locker}/${credential}`,
    person: `/people/${bia}`,
    provider: `/people/single-sign-on/${provider}`,
  }
}
