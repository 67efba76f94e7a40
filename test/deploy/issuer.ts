import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { claimsOf, type TokenClaims } from '../../infra/cli/local-issuer.ts';
import type { TrustedIssuer } from '../support/hostile-tokens.ts';
import type { Emulator } from './emulator.ts';

/** A token issuer as an operator would have one: OpenID discovery and a key set over TLS, tokens signed with RS256. */
export interface Issuer {
  readonly url: string;
  readonly trusted: TrustedIssuer;
  sign(token: TokenClaims): Promise<string>;
  stop(): Promise<void>;
}

export const audience = 'credit-connector';

export async function openIssuer({ front, frontKey }: Emulator['certificates']): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const named = { kid: 'issuer-1', alg: 'RS256', use: 'sig' };
  const key = { ...(await exportJWK(publicKey)), ...named };
  const signing = { ...(await exportJWK(privateKey)), ...named };
  let url = '';
  const answers: Readonly<Record<string, () => unknown>> = {
    '/.well-known/openid-configuration': () => ({ issuer: url, jwks_uri: `${url}/keys` }),
    '/keys': () => ({ keys: [key] }),
  };
  const server = https.createServer(
    { cert: readFileSync(front), key: readFileSync(frontKey) },
    (request, response) => {
      const answer = answers[request.url ?? ''];
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer?.() ?? {}));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    trusted: { issuer: url, audience, key: signing },
    sign: (token) =>
      new SignJWT(claimsOf(token))
        .setProtectedHeader({ alg: 'RS256', kid: key.kid })
        .setIssuer(url)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('4h')
        .sign(privateKey),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
