import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { type Configuration, interactionPolicy, Provider } from 'oidc-provider';
import { scopes } from '../../../lib/shared/scope.ts';
import { MemoryAdapter } from './memory-adapter.ts';
import { personOf, personsAgency } from './persons.ts';
import { pageHeaders, problemPage } from './sign-in-page.ts';

export interface ProviderOptions {
  readonly origin: string;
  readonly path: string;
  readonly client: string;
  /** The console: where a browser comes back to, and from where it asks. */
  readonly redirect: string;
  readonly audience: string;
  /** Private, with its `alg`. */
  readonly key: JWK;
}

/** Minutes. A browser renews its token while somebody works. */
const tokenSeconds = 600;
const workdaySeconds = 10 * 3600;
const resource = 'urn:credit-connector';

/** An OIDC issuer for the persons of this machine: code flow with PKCE, tokens as the API takes them. */
export function createProvider(options: ProviderOptions): Provider {
  const provider: Provider = new Provider(`${options.origin}${options.path}`, {
    ...registrations(options),
    ...lifetimes,
    adapter: MemoryAdapter,
    cookies: { keys: [randomBytes(32).toString('hex')] },
    pkce: { required: () => true },
    clientBasedCORS: (_, origin) => origin === new URL(options.redirect).origin,
    renderError: async (ctx, { error_description: words }) => {
      ctx.set(pageHeaders);
      ctx.body = problemPage(words ?? '');
    },
    findAccount: (_, sub) => accountOf(sub),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: options.client,
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      grant.addResourceScope(resource, (personOf(oidc.session?.accountId)?.scopes ?? []).join(' '));
      await grant.save();
      return grant;
    },
    extraTokenClaims: (_, token) => {
      const sub = 'accountId' in token ? token.accountId : undefined;
      return { agency: personsAgency, name: personOf(sub)?.name };
    },
    features: {
      devInteractions: { enabled: false },
      // Another person who signs in takes the place of the one before.
      rpInitiatedLogout: { enabled: true },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: scopes.join(' '),
          audience: options.audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: tokenSeconds,
          jwt: { sign: { alg: algorithmOf(options) } },
        }),
      },
    },
    interactions: {
      url: (_, { uid }) => `${options.path}/sign-in/${uid}`,
      policy: withoutConsent(),
    },
  });
  return provider;
}

const algorithmOf = ({ key }: ProviderOptions) => (key.alg === 'RS256' ? 'RS256' : 'ES256');

const registrations = (options: ProviderOptions): Configuration => ({
  clients: [
    {
      client_id: options.client,
      token_endpoint_auth_method: 'none',
      redirect_uris: [options.redirect],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: algorithmOf(options),
    },
  ],
  jwks: { keys: [options.key as never] },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name'] },
  conformIdTokenClaims: false,
});

const lifetimes: Configuration = {
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  ttl: {
    AccessToken: tokenSeconds,
    AuthorizationCode: 60,
    IdToken: tokenSeconds,
    RefreshToken: workdaySeconds,
    Grant: workdaySeconds,
    Session: workdaySeconds,
    Interaction: 3600,
  },
};

async function accountOf(sub: string) {
  const person = personOf(sub);
  return person && { accountId: sub, claims: async () => ({ sub, name: person.name }) };
}

/** A person gets the scopes of their role of those that are asked for, and is not asked about them. */
function withoutConsent(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}
