// For tests: what the token endpoint was asked, and how it shall fail. All of it goes by client, since tests run beside
// each other; a test takes a client of its own (clients.mjs).
import { say } from './people.mjs';
import { issuer } from './settings.mjs';
import { forget } from './store.mjs';

const MOST = 10_000;
const requests = [];
const failures = new Map();
const secrets = new Map();

/** Notes who asked for what; never a secret. */
export function note(request) {
  requests.push(request);
  if (requests.length > MOST) requests.shift();
}

const SECRET = ['code', 'code_verifier', 'refresh_token', 'access_token', 'id_token', 'client_secret', 'client_assertion',
  'assertion', 'password', 'device_code'];

/** Remembers what of these fields nobody else may ever read, to find it where it must not be. */
export function secret(clientId, fields) {
  const held = secrets.get(clientId) ?? new Map();
  for (const name of SECRET) {
    if (fields?.[name]) held.set(String(fields[name]), name);
  }
  secrets.set(clientId, held);
}

/** Whether the clock of what a client is given shall be fast: so many seconds. */
export const skew = (clientId) => failures.get(clientId)?.find(({ mode }) => mode === 'clock_skew')?.seconds ?? 0;

/** Fails as it was told to; answers whether it did. With `unheard` all is done that was asked, and the answer never comes. */
export function failed(clientId, grant, res) {
  const due = failures.get(clientId)?.find((one) =>
    one.mode !== 'clock_skew' && one.times > 0 && (one.grant ?? grant) === grant);
  if (!due) return false;
  due.times -= 1;
  modes[due.mode](res, due);
  return due.mode !== 'unheard';
}

function send(res, status, headers, body) {
  res.writeHead(status, headers);
  res.end(body);
}

const json = { 'content-type': 'application/json' };

const aadsts = {
  50034: 'The account does not exist in the directory.',
  50053: 'The account is locked: too many attempts with a wrong password.',
  50055: 'The password has run out.',
  50057: 'The account is disabled.',
  50076: 'A second factor is required.',
  50126: 'Wrong user name or password.',
  53003: 'A Conditional Access policy forbids it.',
  65001: 'Nobody has consented to the application.',
  70008: 'The refresh token has run out: it was not used for too long.',
  70043: 'The refresh token has run out: signing in is asked for too seldom.',
  700016: 'There is no such application in the directory.',
  700027: 'The signature of the client assertion does not fit any certificate.',
  700082: 'The refresh token has run out: it was not used for too long.',
  7000215: 'Wrong client secret.',
  7000222: 'The client secret has run out.',
};

const modes = {
  html_500: (res) => send(res, 500, { 'content-type': 'text/html' }, '<html><title>Error</title><h1>500</h1></html>'),
  not_json: (res) => send(res, 200, { 'content-type': 'text/html' }, '<html><h1>Welcome to the hotel</h1></html>'),
  huge: (res) => send(res, 200, json, `{"access_token":"${'a'.repeat(10_000_000)}"}`),
  unavailable: (res, { retry_after: after = '2' }) => send(res, 503, { ...json, 'retry-after': String(after) }, '{}'),
  answer: (res, { status = 200, headers = json, body = '' }) =>
    send(res, status, headers, typeof body === 'string' ? body : JSON.stringify(body)),
  aadsts: (res, { code = 50126, error = 'invalid_grant' }) => {
    const body = {
      error,
      error_description: `AADSTS${code}: ${aadsts[code] ?? 'It was refused.'} Trace ID: 0 Correlation ID: 0`,
      error_codes: [code],
      timestamp: new Date().toISOString(),
      trace_id: '00000000-0000-0000-0000-000000000000',
      correlation_id: '00000000-0000-0000-0000-000000000000',
      error_uri: `${issuer}/error?code=${code}`,
    };
    send(res, error === 'invalid_client' ? 401 : 400, json, JSON.stringify(body));
  },
  drip: (res) => {
    res.writeHead(200, json);
    const drop = setInterval(() => res.write(' '), 1000);
    res.on('close', () => clearInterval(drop));
    res.write('{');
  },
  silence: () => {},
  unheard: (res, due) => {
    res.end = () => { due.done = true; };
  },
  reset: (res) => res.socket.resetAndDestroy(),
  clock_skew: () => {},
};

function counted(chosen) {
  const counts = {};
  for (const { grant, client } of chosen) {
    const grants = (counts[client] ??= {});
    grants[grant] = (grants[grant] ?? 0) + 1;
  }
  return counts;
}

/** Does what a browser does with a sign-in page, and answers where it is sent in the end. */
async function signedIn({ url, login, password, deny }) {
  const jar = new Map();
  let method = 'GET';
  let body;
  for (let step = 0; step < 12; step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { method, body, headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
    for (const set of answer.headers.getSetCookie()) {
      const [name, ...value] = set.split(';')[0].split('=');
      jar.set(name, value.join('='));
    }
    const location = answer.headers.get('location');
    if (location) {
      url = new URL(location, url).href;
      if (!url.startsWith(`${issuer}/`)) return { location: url };
      [method, body] = ['GET', undefined];
    } else if (method === 'GET' && answer.status === 200 && new URL(url).pathname.startsWith('/interaction/')) {
      [method, body] = ['POST', new URLSearchParams(deny ? { deny: '1' } : { login, password })];
    } else {
      return { status: answer.status, page: await answer.text() };
    }
  }
  throw new Error('too many redirects');
}

/** Answers a request below /control/. */
export async function control(req, path, body) {
  const given = body ? JSON.parse(body) : {};
  const wanted = new URL(req.url, issuer).searchParams.get('client');
  const chosen = requests.filter(({ client }) => wanted === null || client === wanted);
  switch (`${req.method} ${path}`) {
    case 'GET /control/counts': return counted(chosen);
    case 'GET /control/requests': return chosen;
    case 'POST /control/fail': {
      if (!given.client || !Object.hasOwn(modes, given.mode)) return undefined;
      const after = given.mode === 'clock_skew' ? { seconds: 300 } : {};
      failures.set(given.client, [...(failures.get(given.client) ?? []), { times: Infinity, ...after, ...given }]);
      return {};
    }
    case 'GET /control/secrets': return Object.fromEntries(secrets.get(wanted) ?? []);
    case 'GET /control/done': return { done: (failures.get(wanted) ?? []).some(({ done }) => done) };
    case 'POST /control/claims': return say(given.login, given.claims) ?? {};
    case 'POST /control/heal': return { healed: failures.delete(given.client) };
    case 'POST /control/forget': return { forgotten: await forget(given.client, given.login) };
    case 'POST /control/sign_in': return signedIn(given);
    default: return undefined;
  }
}
