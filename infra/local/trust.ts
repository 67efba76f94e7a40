import { isIP } from 'node:net';
import { environment } from '../environment.ts';
import { issuerAuthorizer, localAuthorizer } from './authorizer.ts';
import type { Authorizer } from './http-front.ts';
import { consoleClient, issuerPath, openIssuer } from './issuer/issuer.ts';
import type { Settings } from './settings.ts';

/** Whose tokens count, and with whom officers sign in. */
export interface Trust {
  readonly authorize: Authorizer;
  readonly tokenIssuer: string;
  readonly consoleClient: string;
  /** The issuer of this machine, whose persons are made up and have no passwords. */
  readonly issuer?: ReturnType<typeof openIssuer>;
}

const standardAudience = 'credit-connector';
const standardClient = 'credit-connector-console';

/** Whether only this machine reaches the address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

/**
 * With `TOKEN_ISSUER` its tokens alone count (audience `TOKEN_AUDIENCE`), and the host may listen at any `BIND_ADDRESS`.
 * Without it anyone on this machine is let in, so the host listens on loopback alone.
 * @throws Error for settings that would let others in, or that cannot work
 */
export async function trustOf(env: Settings): Promise<Trust> {
  const bind = env['BIND_ADDRESS'] || '127.0.0.1';
  if (isIP(bind) === 0) throw new Error('BIND_ADDRESS must be an IP address, such as 127.0.0.1 or 0.0.0.0');
  const issuer = env[environment.tokenIssuer];
  if (!issuer && !isLoopback(bind))
    throw new Error(
      `BIND_ADDRESS ${bind} lets other machines in, and the persons of this machine have no passwords. Set TOKEN_ISSUER to the address of an OpenID issuer, or listen on 127.0.0.1`,
    );
  if (!issuer)
    return {
      authorize: await localAuthorizer(),
      tokenIssuer: issuerPath,
      consoleClient,
      issuer: openIssuer(),
    };
  mustBePrivate(issuer);
  return {
    authorize: issuerAuthorizer(issuer, env['TOKEN_AUDIENCE'] || standardAudience),
    tokenIssuer: issuer,
    consoleClient: env[environment.consoleClient] || standardClient,
  };
}

/** Whoever can change what an issuer publishes can sign tokens. @throws Error */
function mustBePrivate(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return;
  throw new Error('TOKEN_ISSUER must be an address with TLS, such as https://id.example.org/realms/bureau');
}
