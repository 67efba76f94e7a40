import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { localIssuer } from '../cli/local-issuer.ts';
import type { Authorizer } from './http-front.ts';
import { isOwnIssuer } from './issuer/issuer.ts';

/**
 * Checks what the HTTP API's JWT authorizer checks on AWS: signature, issuer, audience and times of a token. Commands have
 * tokens of the machine's key, officers those of the issuer that they sign in with; both are signed with that key.
 */
export async function localAuthorizer(): Promise<Authorizer> {
  const { issuer, audience, jwks } = await localIssuer();
  return authorizer(createLocalJWKSet(jwks), {
    audience,
    isTrusted: (iss) => iss === issuer || isOwnIssuer(iss),
  });
}

/** The keys of an OpenID issuer, by the address that it publishes (OpenID Connect Discovery 1.0, 4). */
async function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5000),
  });
  const published = (await answer.json()) as { issuer: string; jwks_uri: string };
  if (published.issuer !== issuer) throw new Error(`${issuer} publishes another name, ${published.issuer}`);
  return createRemoteJWKSet(new URL(published.jwks_uri));
}

/** Checks tokens of an issuer elsewhere. Its keys are asked for at the first token, and again when that failed. */
export function issuerAuthorizer(issuer: string, audience: string): Authorizer {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const find: JWTVerifyGetKey = async (header, token) => {
    keys ??= keysOf(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
  return authorizer(find, { audience, isTrusted: (iss) => iss === issuer });
}

function authorizer(
  keys: JWTVerifyGetKey,
  { audience, isTrusted }: { audience: string; isTrusted: (issuer: unknown) => boolean },
): Authorizer {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        audience,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp'],
      });
      if (!isTrusted(payload.iss)) return undefined;
      return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
    } catch {
      return undefined;
    }
  };
}
