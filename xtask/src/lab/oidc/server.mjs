// The authorization server of the lab: oidc-provider, told what Entra, Google and the tests make of OAuth 2.0.
// Usage: node server.mjs SETTINGS (oidc.rs writes both).
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import Provider, { errors } from 'oidc-provider';
import { JWT_BEARER, client as named, flagged } from './clients.mjs';
import { control, failed, note, secret, skew } from './control.mjs';
import { agreed, register } from './grants.mjs';
import { device, interaction } from './pages.mjs';
import { claims, known, opens } from './people.mjs';
import { described, usual } from './resources.mjs';
import { certified, issuer, settings } from './settings.mjs';
import { Store } from './store.mjs';

const KEY = 'lab';
const MOST_BODY = 56 * 1024;
const routes = {
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  device_authorization: '/oauth2/v2.0/devicecode',
  code_verification: '/devicelogin',
  introspection: '/oauth2/v2.0/introspect',
  revocation: '/oauth2/v2.0/revoke',
  jwks: '/discovery/v2.0/keys',
};

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
// Where Dovecot looks for it: the folder of all issuers, the algorithm, the key's name.
const folder = path.join(settings.keys, 'default', 'RS256');
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, KEY), keys.publicKey.export({ type: 'spki', format: 'pem' }));

const certificate = certified(settings.client_certificate);
const day = 86_400;

const provider = new Provider(issuer, {
  adapter: Store,
  jwks: { keys: [{ ...keys.privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: KEY }] },
  cookies: { keys: ['lab'] },
  routes,
  clockTolerance: 0,
  responseTypes: ['code', 'id_token', 'id_token token'],
  scopes: ['openid', 'offline_access', 'email', 'profile'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username', 'groups'] },
  conformIdTokenClaims: false,
  clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  pkce: { required: (ctx, client) => client.clientAuthMethod === 'none' },
  rotateRefreshToken: (ctx) => !flagged(ctx.oidc.client.clientId, 'steady'),
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
  ttl: {
    AccessToken: (ctx, token) => token.resourceServer?.accessTokenTTL ?? 3600,
    ClientCredentials: (ctx, token) => token.resourceServer?.accessTokenTTL ?? 3600,
    AuthorizationCode: 60, DeviceCode: 600, Grant: day, IdToken: 3600, Interaction: 600, RefreshToken: day, Session: day,
  },
  findAccount: (ctx, id) => (known(id) ? { accountId: id, claims: () => claims(id) } : undefined),
  // Dovecot finds in one of these, or in `sub`, whose mailbox a token opens; app-only tokens open all. Each token has
  // each, since one without is to Dovecot no refusal but a failure of ours.
  extraTokenClaims: (ctx, { accountId, clientId }) =>
    (accountId ? { opens: opens(accountId), mailboxes: 'own' } : { opens: 'none', mailboxes: 'any', sub: clientId }),
  assertJwtClientAuthClaimsAndHeader: (ctx, payload, header) => {
    for (const name of ['x5t', 'x5t#S256']) {
      if (header[name] !== undefined && header[name] !== certificate[name]) {
        throw new errors.CustomOIDCProviderError('invalid_client', `AADSTS700027: ${name} names another certificate.`);
      }
    }
  },
  async loadExistingGrant(ctx) {
    return agreed(provider, ctx.oidc.client.clientId, ctx.oidc.session.accountId);
  },
  interactions: { url: (ctx, { uid }) => `/interaction/${uid}` },
  formats: {
    customizers: {
      jwt(ctx, token, parts) {
        // Dovecot 2.3 takes no other type.
        parts.header = { ...parts.header, typ: 'JWT' };
        parts.payload.iat += skew(token.clientId);
      },
    },
  },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    introspection: { enabled: true, allowedPolicy: (ctx, client) => client.clientId === 'dovecot' },
    revocation: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      defaultResource: (ctx, client) => usual(client.clientId),
      getResourceServerInfo(ctx, audience, client) {
        const found = described(audience, client.clientId);
        if (!found) throw new errors.InvalidTarget();
        return found;
      },
    },
  },
});
register(provider);

provider.use(async (ctx, next) => {
  await next();
  const location = ctx.response.get('location');
  const sent = location && URL.canParse(location) ? new URL(location) : undefined;
  const shown = sent && new URLSearchParams(`${sent.search.slice(1)}&${sent.hash.slice(1)}`);
  secret(ctx.oidc?.client?.clientId, { ...ctx.body, ...Object.fromEntries(shown ?? []) });
});

// To Dovecot 2.3 an answer that names nobody is a failure of the server, whatever else it says.
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path !== routes.introspection) return;
  if (ctx.body?.active === false || ctx.body?.error === 'unsupported_token_type') {
    ctx.status = 200;
    ctx.body = { active: false, sub: 'nobody', opens: 'nothing', mailboxes: 'none' };
  }
});

const payload = provider.IdToken.prototype.payload;
provider.IdToken.prototype.payload = async function skewed() {
  const late = skew(this.client.clientId);
  return { ...(await payload.call(this)), ...(late ? { iat: Math.floor(Date.now() / 1000) + late } : {}) };
};

const spoken = (jwt) => {
  try {
    return JSON.parse(Buffer.from(String(jwt).split('.')[1], 'base64url'));
  } catch {
    return {};
  }
};

/** Who asks, and how they show it, whether or not it is true. */
function asking(req, fields) {
  const [, basic] = (req.headers.authorization ?? '').match(/^basic (.+)$/i) ?? [];
  if (basic) return [decodeURIComponent(Buffer.from(basic, 'base64').toString().split(':')[0]), 'basic'];
  if (fields.client_assertion) return [fields.client_id ?? spoken(fields.client_assertion).sub, 'assertion'];
  if (fields.client_secret) return [fields.client_id, 'post'];
  // Google's service accounts name nobody but the issuer of what they signed.
  if (fields.grant_type === JWT_BEARER) return [String(spoken(fields.assertion).iss).split('@')[0], 'none'];
  return [fields.client_id, 'none'];
}

async function read(req) {
  let body = '';
  for await (const chunk of req) {
    body += chunk;
    if (body.length > MOST_BODY) throw new Error('the body is too long');
  }
  return body;
}

const serve = provider.callback();

async function answer(req, res) {
  const { pathname } = new URL(req.url, issuer);
  const ours = ['/control/', '/interaction/', routes.code_verification, routes.token];
  if (!ours.some((one) => pathname.startsWith(one))) return serve(req, res);
  const body = await read(req);
  if (pathname.startsWith('/control/')) {
    const answered = await control(req, pathname, body);
    res.writeHead(answered ? 200 : 404, { 'content-type': 'application/json' });
    return res.end(JSON.stringify(answered ?? { error: 'there is no such control' }));
  }
  const fields = Object.fromEntries(new URLSearchParams(body));
  if (pathname.startsWith('/interaction/')) return interaction(provider, req, res, fields);
  if (pathname === routes.code_verification) return device(provider, req, res, fields);
  const [id, authentication] = asking(req, fields);
  const { grant_type: grant, scope, resource, redirect_uri } = fields;
  note({ grant, client: id, authentication, scope, resource, redirect_uri });
  secret(id, fields);
  if (failed(id, grant, res)) return undefined;
  if (grant === JWT_BEARER && named(id) && !fields.client_id) fields.client_id = id;
  // What oidc-provider takes once the request itself was read.
  req.body = fields;
  return serve(req, res);
}

const server = http.createServer((req, res) => {
  answer(req, res).catch((error) => {
    console.error(error);
    if (!res.headersSent) res.writeHead(400, { 'content-type': 'text/plain' });
    res.end(String(error.message));
  });
});
server.listen(settings.port, '127.0.0.1', () => console.log(`listening at ${issuer}`));
process.on('SIGTERM', () => process.exit(0));
