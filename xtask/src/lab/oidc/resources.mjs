// What tokens are for, and how they are made.
import { SHORT, flagged } from './clients.mjs';

export const OPAQUE = 'urn:lab:opaque';
export const JWT = 'urn:lab:jwt';

const hosts = ['https://outlook.office.com', 'https://outlook.office365.com', 'https://graph.microsoft.com'];
const verbs = ['.default', 'IMAP.AccessAsUser.All', 'POP.AccessAsUser.All', 'SMTP.Send', 'EWS.AccessAsUser.All',
  'Mail.Read', 'Mail.ReadWrite', 'Mail.ReadWrite.Shared', 'Mail.Send', 'Mail.Send.Shared', 'User.Read'];
export const SCOPES = [
  ...hosts.flatMap((host) => verbs.map((verb) => `${host}/${verb}`)),
  'https://mail.google.com/',
  'https://www.googleapis.com/auth/gmail.modify',
  'mail',
].join(' ');

/** The audience that a client's tokens have when it names none. */
export const usual = (clientId) => (flagged(clientId, 'jwt') ? JWT : OPAQUE);

/** How tokens for an audience are made; nothing for an audience that there is not. */
export function described(audience, clientId) {
  if (![OPAQUE, JWT].includes(audience)) return undefined;
  return {
    scope: SCOPES,
    audience,
    accessTokenTTL: flagged(clientId, 'short') ? SHORT : 3600,
    accessTokenFormat: audience === JWT ? 'jwt' : 'opaque',
    jwt: { sign: { alg: 'RS256' } },
  };
}
