import type { Runtime } from '../../lib/runtime/runtime.ts';
import { scopes } from '../../lib/shared/scope.ts';

/** What the page is told of a deployment. */
export interface PageSettings {
  /** The OIDC issuer with whom officers sign in: an address, or a path of this host. */
  readonly issuer: string;
  readonly client: string;
  /** What is asked for; the issuer gives each person what is theirs. */
  readonly scope: string;
  /** The host that takes large files; empty where it is this one. */
  readonly uploads: string;
}

export const pageSettings = ({ env }: Pick<Runtime, 'env'>): PageSettings => ({
  issuer: env['TOKEN_ISSUER'] ?? '',
  client: env['CONSOLE_CLIENT'] || 'credit-connector-console',
  scope: ['openid', 'profile', ...scopes].join(' '),
  uploads: env['UPLOAD_ORIGIN'] ?? '',
});
