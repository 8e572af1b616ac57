// What a person sees: signing in, and a device's code. Both can be driven without a browser.
import { agreed } from './grants.mjs';
import { passwordFits } from './people.mjs';
import { usual } from './resources.mjs';

const escaped = (text) => String(text ?? '').replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

function page(res, status, title, body) {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  res.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`);
}

function form(login, more = '') {
  return `<form method="post">${more}
<label>User <input name="login" value="${escaped(login)}" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button id="ok" type="submit">Sign in</button>
<button id="deny" type="submit" name="deny" value="1" formnovalidate>Cancel</button></form>`;
}

/** One page, where the person signs in and thereby agrees. */
export async function interaction(provider, req, res, fields) {
  const { params } = await provider.interactionDetails(req, res);
  const wrong = req.method === 'POST' && !fields.deny && !passwordFits(fields.login, fields.password);
  if (req.method === 'GET' || wrong) {
    const said = wrong ? '<p role="alert">Wrong user or password.</p>' : '';
    return page(res, wrong ? 401 : 200, 'Sign in', said + form(fields.login ?? params.login_hint));
  }
  const result = fields.deny
    ? { error: 'access_denied', error_description: 'The person declined.' }
    : { login: { accountId: fields.login }, consent: {} };
  return provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
}

/** One page, where the person types the code and signs in. */
export async function device(provider, req, res, fields) {
  const typed = fields.user_code ?? new URL(req.url, 'http://lab').searchParams.get('user_code');
  const input = `<label>Code <input name="user_code" value="${escaped(typed)}"></label>`;
  if (req.method === 'GET') return page(res, 200, 'Connect a device', form('', input));
  const code = await provider.DeviceCode.findByUserCode(String(typed ?? '').replace(/[^A-Za-z]/g, '').toUpperCase());
  if (!code || code.isExpired || code.accountId || code.error) {
    return page(res, 404, 'Unknown code', form('', input));
  }
  if (fields.deny) {
    Object.assign(code, { error: 'access_denied', errorDescription: 'The person declined.' });
    await code.save();
    return page(res, 200, 'Declined', '<p>Nothing was connected.</p>');
  }
  if (!passwordFits(fields.login, fields.password)) return page(res, 401, 'Wrong user or password', form('', input));
  const grant = await agreed(provider, code.clientId, fields.login);
  Object.assign(code, {
    accountId: fields.login,
    authTime: Math.floor(Date.now() / 1000),
    claims: {},
    grantId: grant.jti,
    resource: code.params.resource ?? usual(code.clientId),
    scope: code.params.scope,
  });
  await code.save();
  return page(res, 200, 'Connected', '<p>You can close this window.</p>');
}
