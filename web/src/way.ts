/** Where to go after signing in: a path of these pages and nothing else, whatever an address says. */
export function wayBack(to: string | null): string {
  if (!to?.startsWith('/')) return '/'
  let there
  try {
    there = new URL(to, location.origin)
  } catch {
    return '/'
  }
  const isHere = there.origin === location.origin && !there.pathname.startsWith('//')
  const isServed = there.pathname.startsWith('/api')
  const isDoor = there.pathname === '/sign-in' || there.pathname === '/set-up'
  return isHere && !isServed && !isDoor ? there.pathname + there.search + there.hash : '/'
}

/** The address of the sign-in that leads back to where somebody is. */
export function signInFrom(here: { pathname: string; search: string; hash: string }): string {
  const to = here.pathname + here.search + here.hash
  return to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`
}
