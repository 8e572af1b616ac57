/** Every page that there is, for what looks at all of them. Whoever adds a page adds it here. */
export const PAGES: Record<string, string> = {
  overview: '/',
  notices: '/notices',
  profile: '/me',
  security: '/me/security',
  'own-connections': '/me/connections',
  'own-credentials': '/me/credentials',
  tokens: '/me/tokens',
  'not-found': '/nowhere',
}
