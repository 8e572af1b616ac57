// What oidc.rs has written down for this run.
import fs from 'node:fs';
import { X509Certificate, createHash } from 'node:crypto';

export const settings = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
export const issuer = `http://127.0.0.1:${settings.port}`;

/** The public key in a certificate's file, as a JWK, and both its thumbprints. */
export function certified(file) {
  const certificate = new X509Certificate(fs.readFileSync(file));
  const thumbprint = (hash) => createHash(hash).update(certificate.raw).digest('base64url');
  return {
    jwk: { ...certificate.publicKey.export({ format: 'jwk' }), use: 'sig' },
    x5t: thumbprint('sha1'),
    'x5t#S256': thumbprint('sha256'),
  };
}
