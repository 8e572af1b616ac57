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
  return isHere && !isServed && !isDoor(there.pathname) ? there.pathname + there.search + there.hash : '/'
}

/** Whether somebody comes in there. */
export function isDoor(path: string): boolean {
  return path === '/sign-in' || path === '/set-up'
}

/** The address of the sign-in that leads back to where somebody is. */
export function signInFrom(here: { pathname: string; search: string; hash: string }): string {
  const to = here.pathname + here.search + here.hash
  return to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`
}
