// Who may ask for tokens. A client's name is NAME[-FLAG…][~ANYTHING]: the flags choose what its tokens are like, and what
// comes after the tilde gives a test a client of its own, whose requests nobody else's get mixed up with.
import { certified, settings } from './settings.mjs';

export const SHORT = 5;
export const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const loopback = ['http://127.0.0.1', 'http://[::1]', 'http://localhost'].flatMap((host) =>
  ['/', '/callback', '/Callback', '/api/oauth/callback', '/api/sso/callback'].map((path) => host + path));

const kinds = {
  // No secret; any port of this machine.
  desktop: {
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'password', DEVICE],
    response_types: ['code'],
    redirect_uris: loopback,
  },
  // No secret; these two places and no other.
  exact: {
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: ['http://localhost:9999/callback', 'http://localhost:8888/Callback'],
  },
  // A secret, in the body or in the header.
  web: {
    application_type: 'native',
    client_secret: 'web-secret',
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['authorization_code', 'refresh_token', 'password'],
    response_types: ['code'],
    redirect_uris: [...loopback, 'https://app.lab.test/callback'],
  },
  page: {
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['implicit'],
    response_types: ['id_token token', 'id_token'],
    redirect_uris: [...loopback, 'https://app.lab.test/callback'],
  },
  daemon: {
    client_secret: 'daemon-secret',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
  },
  // The same with a certificate in place of the secret.
  certified: {
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['client_credentials'],
    jwks: { keys: [certified(settings.client_certificate).jwk] },
  },
  // A service account: who signs the assertion is who asks (RFC 7523 §2.1).
  robot: { token_endpoint_auth_method: 'none', grant_types: [JWT_BEARER] },
  dovecot: { client_secret: 'dovecot-secret', token_endpoint_auth_method: 'client_secret_basic', grant_types: [] },
};

function parsed(id) {
  const [kind, ...flags] = id.split('~')[0].split('-');
  return Object.hasOwn(kinds, kind) && flags.every((flag) => ['short', 'jwt', 'once', 'steady'].includes(flag))
    ? { kind, flags }
    : undefined;
}

/** Whether the client's tokens live for SHORT seconds, are JWTs, can be had only once, keep their refresh token. */
export const flagged = (id, flag) => parsed(id)?.flags.includes(flag) ?? false;

/** The client of this name. */
export function client(id) {
  const found = parsed(id);
  if (!found) return undefined;
  const kind = kinds[found.kind];
  const grants = kind.grant_types.filter((grant) => grant !== 'refresh_token' || !found.flags.includes('once'));
  return { client_id: id, redirect_uris: [], response_types: [], ...kind, grant_types: grants };
}
