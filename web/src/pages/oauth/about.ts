import type { Problem } from '../../api/problem'
import type { Field } from './asked-for'

const FIELDS: Record<string, string> = {
  'connection-name': 'name',
  'connection-exists': 'name',
  'connection-services-missing': 'services',
  'connection-two-resources': 'services',
  'connection-service-elsewhere': 'services',
  'connection-client-missing': 'client_id',
  'connection-secret-elsewhere': 'secret',
  'connection-key-missing': 'service_account_key',
  'connection-host': 'allowed_hosts',
  'connection-hosts-missing': 'allowed_hosts',
  'connection-subject-elsewhere': 'subject',
  'connection-nobody-signs-in': 'token',
  'connection-default-custom': 'is_default',
  'oauth-tenant': 'tenant',
  'oauth-issuer': 'issuer',
  'role-missing': 'roles',
}

/** Which field a refusal is about, if the form shows that field. */
export function about(fields: Field[]): (problem: Problem) => string | undefined {
  return ({ words }) => {
    const name = FIELDS[words] ?? (words.startsWith('mode-') ? 'grant' : undefined)
    return fields.some((field) => field.name === name) ? name : undefined
  }
}
