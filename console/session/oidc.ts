import * as oauth from 'oauth4webapi';
import { backAddress, type SignInSettings } from './settings.ts';

/** Code flow with PKCE (RFC 9700). Nothing of it is kept but the verifier, until the person is back. */

export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who signed in, and what they may do. In memory alone. */
export interface SignedIn {
  readonly sub: string;
  /** Says whose something in storage is, without their name. */
  readonly key: string;
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
  readonly token: string;
  /** Milliseconds of the browser's clock. */
  readonly until: number;
  readonly refresh: string | undefined;
}

let server: Promise<oauth.AuthorizationServer> | undefined;

const insecure = ({ issuer }: SignInSettings) => ({
  // On one machine the issuer is at 127.0.0.1.
  [oauth.allowInsecureRequests]: issuer.protocol === 'http:',
});

const serverOf = (settings: SignInSettings): Promise<oauth.AuthorizationServer> => {
  server ??= oauth
    .discoveryRequest(settings.issuer, insecure(settings))
    .then((response) => oauth.processDiscoveryResponse(settings.issuer, response))
    .catch((error: unknown) => {
      server = undefined;
      throw error;
    });
  return server;
};

const clientOf = ({ client }: SignInSettings): oauth.Client => ({ client_id: client });

/** The address to send the person to, and what the answer is checked against. */
export async function beginSignIn(
  settings: SignInSettings,
  { afresh, statePrefix }: { afresh: boolean; statePrefix: string },
): Promise<{ address: string; pending: Pending }> {
  const { authorization_endpoint: endpoint = '' } = await serverOf(settings);
  const pending = {
    state: `${statePrefix}${oauth.generateRandomState()}`,
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
  const address = new URL(endpoint);
  const given = {
    client_id: settings.client,
    redirect_uri: backAddress(),
    response_type: 'code',
    scope: settings.scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ...(afresh && { prompt: 'login' }),
  };
  for (const [name, value] of Object.entries(given)) address.searchParams.set(name, value);
  return { address: address.href, pending };
}

/** The person is back at `address`. @throws when the answer is not the one to `pending` */
export async function endSignIn(settings: SignInSettings, address: URL, pending: Pending): Promise<SignedIn> {
  const as = await serverOf(settings);
  const client = clientOf(settings);
  const params = oauth.validateAuthResponse(as, client, address, pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    oauth.None(),
    params,
    backAddress(),
    pending.verifier,
    insecure(settings),
  );
  const granted = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  });
  const claims = oauth.getValidatedIdTokenClaims(granted);
  const sub = claims?.sub ?? '';
  return {
    sub,
    key: await keyOf(`${as.issuer} ${sub}`),
    name: String(claims?.['name'] ?? sub),
    ...tokenOf(granted, settings.scope),
  };
}

/** A further token for the same person. */
export async function renew(settings: SignInSettings, known: SignedIn): Promise<SignedIn> {
  const as = await serverOf(settings);
  const client = clientOf(settings);
  const response = await oauth.refreshTokenGrantRequest(
    as,
    client,
    oauth.None(),
    known.refresh ?? '',
    insecure(settings),
  );
  const granted = await oauth.processRefreshTokenResponse(as, client, response);
  const token = tokenOf(granted, [...known.scopes].join(' '));
  return { ...known, ...token, refresh: token.refresh ?? known.refresh };
}

const keyOf = async (person: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(person));
  return [...new Uint8Array(digest, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

const tokenOf = (granted: oauth.TokenEndpointResponse, asked: string) => ({
  token: granted.access_token,
  scopes: new Set((granted.scope ?? asked).split(' ')),
  until: Date.now() + (granted.expires_in ?? 300) * 1000,
  refresh: granted.refresh_token,
});
