// Who can sign in: those whom Dovecot knows.
import { settings } from './settings.mjs';

const fresh = /^test-[^@]*@lab\.test$/;

export function known(login) {
  return Object.hasOwn(settings.people, login) || fresh.test(login);
}

export function passwordFits(login, password) {
  return known(login) && password === (settings.people[login] ?? 'pw-test');
}

/** The mailbox that is not theirs and that they may open all the same: of NAME's test, `shared-…` for `test-…`. */
export function opens(login) {
  return login === 'alice@lab.test' ? 'shared@lab.test' : login.replace(/^test-/, 'shared-');
}

const said = new Map();

/** Says this of a person from now on, besides what is said of all. */
export function say(login, more) {
  said.set(login, more);
}

export function claims(login) {
  const usual = { email: login, email_verified: true, preferred_username: login, name: login.split('@')[0], groups: [] };
  return { sub: login, ...usual, ...said.get(login) };
}
