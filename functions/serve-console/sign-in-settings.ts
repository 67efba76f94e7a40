import type { Runtime } from '../../lib/runtime/runtime.ts';
import { scopes } from '../../lib/shared/scope.ts';

/** With whom officers sign in. */
export interface SignInSettings {
  /** The OIDC issuer: an address, or a path of this host. */
  readonly issuer: string;
  readonly client: string;
  /** What is asked for; the issuer gives each person what is theirs. */
  readonly scope: string;
}

export const signInSettings = ({ env }: Pick<Runtime, 'env'>): SignInSettings => ({
  issuer: env['TOKEN_ISSUER'] ?? '',
  client: env['CONSOLE_CLIENT'] || 'credit-connector-console',
  scope: ['openid', 'profile', ...scopes].join(' '),
});
