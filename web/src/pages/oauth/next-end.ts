import type { Connection } from './asked-for'

/** What of a connection ends first, as far as it is known. */
export function nextEnd(connection: Connection): string | undefined {
  const { secret_expires_on: secret, certificate_expires_at: certificate, status } = connection
  return [secret, certificate, status?.ends_at]
    .filter((at): at is string => Boolean(at))
    .sort((one, other) => Date.parse(one) - Date.parse(other))[0]
}
