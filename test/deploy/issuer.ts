import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Provider } from 'oidc-provider';
import { claimsOf, type TokenClaims } from '../../infra/cli/local-issuer.ts';
import { answer, issuerPath } from '../../infra/local/issuer/issuer.ts';
import { createProvider } from '../../infra/local/issuer/provider.ts';
import type { TrustedIssuer } from '../support/hostile-tokens.ts';
import type { Emulator } from './emulator.ts';

/** A token issuer as an operator would have one: OpenID discovery and a key set over TLS, tokens signed with RS256. */
export interface Issuer {
  readonly url: string;
  readonly trusted: TrustedIssuer;
  sign(token: TokenClaims): Promise<string>;
  /** From now on it signs the persons of the local host in, for the console at this address. */
  admit(redirect: string): void;
  stop(): Promise<void>;
}

export const audience = 'credit-connector';

export async function openIssuer({ front, frontKey }: Emulator['certificates']): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const named = { kid: 'issuer-1', alg: 'RS256', use: 'sig' };
  const key = { ...(await exportJWK(publicKey)), ...named };
  const signing = { ...(await exportJWK(privateKey)), ...named };
  let origin = '';
  let provider: Provider | undefined;
  const keys = `${issuerPath}/keys`;
  const answers: Readonly<Record<string, () => unknown>> = {
    [`${issuerPath}/.well-known/openid-configuration`]: () => ({
      issuer: `${origin}${issuerPath}`,
      jwks_uri: `${origin}${keys}`,
    }),
    [keys]: () => ({ keys: [key] }),
  };
  const server = https.createServer(
    { cert: readFileSync(front), key: readFileSync(frontKey) },
    (request, response) => {
      if (provider && request.url !== keys) return void answer(provider, request, response);
      const own = answers[request.url ?? ''];
      response.writeHead(own ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(own?.() ?? {}));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}${issuerPath}`;
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
    admit(redirect) {
      const client = 'credit-connector-console';
      provider = createProvider({ origin, path: issuerPath, client, redirect, audience, key: signing });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
