import { ok, equal } from "node:assert/strict";

const [base, modules] = process.argv.slice(1);
const client = await import(`${modules}/openid-client/build/index.js`);
const insecure = { execute: [client.allowInsecureRequests] };
const redirect_uri = "http://127.0.0.1:4711/callback";
const IMAP = "https://outlook.office.com/IMAP.AccessAsUser.All";
const state = await (await fetch(`${base}/sandbox.test/v2.0/.well-known/openid-configuration`)).json();
const issuer = new URL(state.issuer);

// A person: fills in the form, unticks nothing, and presses the first button.
async function send(answer, typed = {}) {
  const page = await answer.text();
  const action = page.match(/action="([^"]*)"/)?.[1];
  ok(action, page);
  const form = new URLSearchParams();
  for (const [input] of page.matchAll(/<input [^>]*>/g)) {
    const name = input.match(/name="([^"]*)"/)[1];
    form.append(name, typed[name] ?? input.match(/value="([^"]*)"/)?.[1] ?? "");
  }
  const button = page.match(/<button name="([^"]*)" value="([^"]*)"/);
  if (button) form.append(button[1], button[2]);
  return fetch(new URL(action, base), { method: "POST", body: form, redirect: "manual" });
}
const ana = { username: "ana@sandbox.test", password: "sandbox" };
async function agree(url) {
  const answer = await send(await send(await fetch(url), ana));
  equal(answer.status, 303);
  return new URL(answer.headers.get("location"));
}

// The code with PKCE: everything that the answer says of itself is verified.
for (const [server, scope, more] of [
  [issuer, `openid profile email offline_access ${IMAP}`, {}],
  [new URL(base), "openid email https://mail.google.com/", { access_type: "offline" }],
]) {
  const config = await client.discovery(server, "desktop", undefined, client.None(), insecure);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const checks = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  });
  const tokens = await client.authorizationCodeGrant(config, await agree(url), checks);
  equal(tokens.claims().email, "ana@sandbox.test");
  const told = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  equal(told.email, "ana@sandbox.test");
  const fresh = await client.refreshTokenGrant(config, tokens.refresh_token);
  ok(fresh.access_token !== tokens.access_token);

  // Asked about by a client with a secret, before and after it is revoked.
  const web = await client.discovery(server, "web", undefined, client.ClientSecretPost("web-secret"), insecure);
  equal((await client.tokenIntrospection(web, fresh.access_token)).active, true);
  await client.tokenRevocation(config, tokens.refresh_token);
  equal((await client.tokenIntrospection(web, fresh.access_token)).active, false);
}

// An id token at once.
const config = await client.discovery(issuer, "desktop", undefined, client.None(), insecure);
client.useIdTokenResponseType(config);
const nonce = client.randomNonce();
const back = await agree(client.buildAuthorizationUrl(config, { redirect_uri, scope: "openid email", nonce }));
equal((await client.implicitAuthentication(config, back, nonce)).email, "ana@sandbox.test");

// An app for itself.
for (const proof of [client.ClientSecretPost("daemon-secret"), client.ClientSecretBasic("daemon-secret")]) {
  const daemon = await client.discovery(issuer, "daemon", undefined, proof, insecure);
  const tokens = await client.clientCredentialsGrant(daemon, { scope: "https://outlook.office365.com/.default" });
  equal(tokens.expires_in, 3599);
}

// A device; the person is there before it asks, so it need not wait.
const begun = await client.initiateDeviceAuthorization(config, { scope: IMAP });
const typed = await send(await fetch(begun.verification_uri), { user_code: begun.user_code });
const permissions = await send(typed, ana);
ok((await (await send(permissions)).text()).includes("Your device is signed in"));
const tokens = await client.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0 });
equal(tokens.scope, IMAP);
