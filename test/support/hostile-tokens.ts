import { createHmac, createPublicKey, type JsonWebKey as NodeJwk } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';

/** The issuer that a connector trusts, with its private key: tests sign tokens that the issuer never would. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly key: JWK & { readonly alg: string; readonly kid: string };
}

type Claims = JWTPayload & { readonly scope?: string };

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const hour = 3600;

/** A valid token with all rights. */
export const honestToken = (trusted: TrustedIssuer, scope: string, division?: string): Promise<string> =>
  signed(trusted, { ...claimsOf(trusted, scope), ...(division && { division }) });

/** Invalid Authorization headers, by what is wrong with them. Each claims every scope. */
export async function hostileHeaders(trusted: TrustedIssuer, scope: string): Promise<Record<string, string>> {
  const { key } = trusted;
  const claims = claimsOf(trusted, scope);
  const now = Math.floor(Date.now() / 1000);
  const { sub: _sub, ...nameless } = claims;
  const { exp: _exp, ...endless } = claims;
  const { iss: _iss, ...homeless } = claims;
  const { aud: _aud, ...unaddressed } = claims;
  const foreign = await foreignKey(key.alg);
  const honest = await signed(trusted, { ...claims, scope: 'nothing' });
  const [header = '', , signature = ''] = honest.split('.');
  const unsigned = (alg: string) => `${encoded({ alg, typ: 'JWT', kid: key.kid })}.${encoded(claims)}`;
  const { d: _d, ...publicKey } = key;
  const pem = createPublicKey({ key: publicKey as NodeJwk, format: 'jwk' }).export({
    format: 'pem',
    type: 'spki',
  });
  const hmac = (secret: string | Buffer): string => {
    const text = unsigned('HS256');
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const tokens: Record<string, string> = {
    'an expired token': await signed(trusted, { ...claims, iat: now - 2 * hour, exp: now - hour }),
    'a token not yet valid': await signed(trusted, { ...claims, nbf: now + hour }),
    'a token without an end': await signed(trusted, endless),
    'a token of another issuer': await signed(trusted, { ...claims, iss: 'urn:other' }),
    'a token of no issuer': await signed(trusted, homeless),
    'a token for another audience': await signed(trusted, { ...claims, aud: 'another-service' }),
    'a token for no audience': await signed(trusted, unaddressed),
    'a token of no agency': await signed(trusted, nameless),
    'a token of an empty agency': await signed(trusted, { ...claims, sub: '' }),
    'the algorithm none': `${unsigned('none')}.`,
    'the algorithm None with a signature left on': `${unsigned('None')}.${signature}`,
    'a signature with the public key as a secret': hmac(pem),
    'a signature with the JWK as a secret': hmac(JSON.stringify(publicKey)),
    'a signature with no secret': hmac(''),
    'the key id of a key that did not sign': await signed({ ...trusted, key: foreign.private }, claims, {
      kid: key.kid,
    }),
    'an unknown key id': await signed(trusted, claims, { kid: 'nobody' }),
    'a key that it brings along': await signed({ ...trusted, key: foreign.private }, claims, {
      kid: key.kid,
      jwk: foreign.public,
    }),
    'claims exchanged after the signature': `${header}.${encoded(claims)}.${signature}`,
    'no signature': `${header}.${encoded(claims)}.`,
    'an extension nobody knows': await signed(trusted, claims, { crit: ['x'], x: 1 }),
    nonsense: 'nonsense',
    'three empty parts': '..',
  };
  return {
    ...Object.fromEntries(Object.entries(tokens).map(([what, token]) => [what, `Bearer ${token}`])),
    'an empty header': '',
    'no token behind Bearer': 'Bearer ',
    'another scheme': `Basic ${Buffer.from('admin:admin').toString('base64')}`,
    'two tokens': `Bearer ${honest} ${honest}`,
  };
}

function claimsOf({ issuer, audience }: TrustedIssuer, scope: string): Claims {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: audience, sub: 'attacker', scope, iat: now, exp: now + hour };
}

async function signed(
  { key }: TrustedIssuer,
  claims: Claims,
  header: Record<string, unknown> = {},
): Promise<string> {
  const signer = new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header });
  return signer.sign(await importJWK(key, key.alg), { crit: { x: true } });
}

async function foreignKey(alg: string): Promise<{ private: TrustedIssuer['key']; public: JWK }> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return {
    private: { ...(await exportJWK(pair.privateKey)), alg, kid: 'foreign' },
    public: await exportJWK(pair.publicKey),
  };
}
