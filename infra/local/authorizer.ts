import { createLocalJWKSet, jwtVerify } from 'jose';
import { localIssuer } from '../cli/local-issuer.ts';
import type { Authorizer } from './http-front.ts';

/** Checks what the HTTP API's JWT authorizer checks on AWS: signature, issuer, audience and times of a token. */
export async function localAuthorizer(): Promise<Authorizer> {
  const { issuer, audience, jwks } = await localIssuer();
  const keys = createLocalJWKSet(jwks);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp'],
      });
      return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
    } catch {
      return undefined;
    }
  };
}
