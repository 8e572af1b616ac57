// Grants that oidc-provider has not: the password (RFC 6749 §4.3) and the signed assertion (RFC 7523 §2.1).
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { errors } from 'oidc-provider';
import { JWT_BEARER } from './clients.mjs';
import { claims, known, passwordFits } from './people.mjs';
import { SCOPES, described, usual } from './resources.mjs';
import { certified, issuer, settings } from './settings.mjs';

// Its own InvalidGrant keeps the reason to itself.
const refused = (why, error = 'invalid_grant') => new errors.CustomOIDCProviderError(error, why);

const statics = ['openid', 'email', 'profile', 'offline_access'];

/** A grant of everything, as if the person had agreed. */
export async function agreed(provider, clientId, accountId) {
  const grant = new provider.Grant({ clientId, accountId });
  grant.addOIDCScope(statics.join(' '));
  grant.addOIDCClaims(Object.keys(claims(accountId)));
  for (const audience of ['urn:lab:opaque', 'urn:lab:jwt']) grant.addResourceScope(audience, SCOPES);
  await grant.save();
  return grant;
}

async function issue(ctx, accountId, gty) {
  const { client, provider, params } = ctx.oidc;
  const audience = params.resource ?? usual(client.clientId);
  const resource = described(audience, client.clientId);
  if (!resource) throw new errors.InvalidTarget();
  const asked = (params.scope ?? 'mail').split(' ').filter(Boolean);
  const known = new Set(SCOPES.split(' '));
  const grant = await agreed(provider, client.clientId, accountId);
  const common = { accountId, client, grantId: grant.jti, gty };

  const access = new provider.AccessToken({ ...common, scope: asked.filter((scope) => known.has(scope)).join(' ') });
  access.resourceServer = new provider.ResourceServer(audience, resource);
  ctx.body = {
    access_token: await access.save(),
    expires_in: access.expiration,
    token_type: 'Bearer',
    scope: access.scope,
  };
  if (client.grantTypeAllowed('refresh_token')) {
    const now = Math.floor(Date.now() / 1000);
    const scope = asked.join(' ');
    const refresh = new provider.RefreshToken({ ...common, scope, resource: audience, rotations: 0, authTime: now });
    ctx.body.refresh_token = await refresh.save();
  }
  if (asked.includes('openid')) {
    const id = new provider.IdToken(claims(accountId), { ctx });
    id.scope = asked.filter((scope) => statics.includes(scope)).join(' ');
    ctx.body.id_token = await id.issue({ use: 'idtoken' });
  }
}

async function password(ctx) {
  const { username, password: given } = ctx.oidc.params;
  if (username === 'mfa@lab.test') {
    throw refused('AADSTS50076: A second factor is required to reach the resource.');
  }
  if (!known(username)) throw refused(`AADSTS50034: There is no account ${username} in lab.test.`);
  if (!passwordFits(username, given)) throw refused('AADSTS50126: Wrong user name or password.');
  await issue(ctx, username, 'password');
}

const robots = importJWK(certified(settings.robot_certificate).jwk, 'RS256');

async function assertion(ctx) {
  const { assertion: given } = ctx.oidc.params;
  let payload;
  try {
    if (decodeProtectedHeader(given).alg !== 'RS256') throw new Error('alg');
    const audience = [issuer, `${issuer}/oauth2/v2.0/token`];
    ({ payload } = await jwtVerify(given, await robots, { audience, requiredClaims: ['iss', 'iat', 'exp', 'scope'] }));
  } catch (cause) {
    throw refused(`Invalid JWT: ${cause.message}`);
  }
  if (payload.exp - payload.iat > 3600 || payload.iat > Date.now() / 1000 + 60) {
    throw refused('Invalid JWT: it may live for an hour, from now on.');
  }
  if (payload.iss !== `${ctx.oidc.client.clientId}@robots.lab.test`) {
    throw refused('Invalid JWT: iss is no service account.');
  }
  if (payload.sub !== undefined && !known(payload.sub)) {
    throw refused('The service account may not act for this user.', 'unauthorized_client');
  }
  ctx.oidc.params.scope = payload.scope;
  await issue(ctx, payload.sub ?? payload.iss, JWT_BEARER);
}

export function register(provider) {
  provider.registerGrantType('password', password, ['username', 'password', 'scope', 'resource']);
  provider.registerGrantType(JWT_BEARER, assertion, ['assertion', 'scope', 'resource']);
}
