import { createLocalJWKSet, jwtVerify } from 'jose';
import { localIssuer } from '../cli/local-issuer.ts';
import type { Authorizer } from './http-front.ts';
import { isOwnIssuer } from './issuer/issuer.ts';

/**
 * Checks what the HTTP API's JWT authorizer checks on AWS: signature, issuer, audience and times of a token. Commands have
 * tokens of the machine's key, officers those of the issuer that they sign in with; both are signed with that key.
 */
export async function localAuthorizer(): Promise<Authorizer> {
  const { issuer, audience, jwks } = await localIssuer();
  const keys = createLocalJWKSet(jwks);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        audience,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp'],
      });
      if (payload.iss !== issuer && !isOwnIssuer(payload.iss)) return undefined;
      return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
    } catch {
      return undefined;
    }
  };
}
