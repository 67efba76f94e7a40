import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';

/** Who acts, and for whom. Without a person it is the agency itself. */
export interface TokenClaims {
  readonly agency: string;
  readonly scope: string;
  readonly person?: string | undefined;
  readonly division?: string | undefined;
  readonly name?: string | undefined;
}

/** The claims beside issuer, audience and times (docs/interfaces.md, Tokens and scopes). */
export const claimsOf = ({ agency, scope, person, division, name }: TokenClaims) => ({
  sub: person ?? agency,
  scope,
  ...(person && { agency }),
  ...(division && { division }),
  ...(name && { name }),
});

/** The token issuer of this machine. It has one key in `.local`, whatever data folder is used. */
export interface LocalIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: JSONWebKeySet;
  /** Private: for what signs on this machine. */
  readonly key: JWK;
  sign(token: TokenClaims & { minutes?: number | undefined }): Promise<string>;
}

const issuer = 'urn:credit-connector:local';
const audience = 'credit-connector';
const folder = join(import.meta.dirname, '../../.local');
export const localIssuerFile = join(folder, 'issuer.json');

export async function localIssuer(): Promise<LocalIssuer> {
  const key = await ensureKey(localIssuerFile);
  const { d: _private, ...publicKey } = key;
  const signingKey = await importJWK(key, 'ES256');
  return {
    issuer,
    audience,
    jwks: { keys: [publicKey] },
    key,
    sign: ({ minutes = 60, ...token }) =>
      new SignJWT(claimsOf(token))
        .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${minutes}m`)
        .sign(signingKey),
  };
}

/** Creates the key file exclusively, so that two processes that start at once use one key. */
async function ensureKey(path: string): Promise<JWK> {
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known) return JSON.parse(known) as JWK;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const made = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'local-1' };
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(made), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return JSON.parse(await readFile(path, 'utf8')) as JWK;
}
