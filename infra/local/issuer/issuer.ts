import type http from 'node:http';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { localIssuer } from '../../cli/local-issuer.ts';
import { personOf } from './persons.ts';
import { pageHeaders, signInPage } from './sign-in-page.ts';

/** Where the issuer is: the console and it are of one origin. */
export const issuerPath = '/oidc';
export const consoleClient = 'console';

type Handle = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** Names of this machine, by which a browser may come (a tunnel brings another port). */
const ownHost = /^(127\.0\.0\.1|localhost):\d+$/;

export const isOwnIssuer = (issuer: unknown): boolean =>
  typeof issuer === 'string' &&
  issuer.endsWith(issuerPath) &&
  ownHost.test(issuer.slice('http://'.length, -issuerPath.length));

/**
 * The issuer that officers of this machine sign in with, as a part of the HTTP front: answers what lies below `/oidc`. It
 * is made at the first such request, one for each name that the machine is called by.
 */
export function openIssuer(): { answers(path: string): boolean; handle: Handle } {
  const made = new Map<string, Promise<Provider>>();
  const providerFor = (host: string): Promise<Provider> => {
    const known = made.get(host) ?? makeProvider(host);
    made.set(host, known);
    return known;
  };
  return {
    answers: (path) => path.startsWith(`${issuerPath}/`),
    handle: (request, response) => {
      const host = request.headers.host ?? '';
      if (!ownHost.test(host)) return refuse(response, 400);
      providerFor(host)
        .then((provider) => answer(provider, request, response))
        .catch(() => refuse(response, 400));
    },
  };
}

async function makeProvider(host: string): Promise<Provider> {
  const { createProvider } = await import('./provider.ts');
  const { audience, key } = await localIssuer();
  const origin = `http://${host}`;
  const redirect = `${origin}/console`;
  return createProvider({ origin, path: issuerPath, client: consoleClient, redirect, audience, key });
}

/** Answers a request below `/oidc`. */
export async function answer(
  provider: Provider,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const path = request.url ?? '';
  if (path.startsWith(`${issuerPath}/sign-in/`)) return signIn(provider, request, response);
  // The provider finds the path it is mounted under by both addresses, as under Express.
  Object.assign(request, { originalUrl: path, url: path.slice(issuerPath.length) });
  await provider.callback()(request, response);
}

async function signIn(
  provider: Provider,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    await provider.interactionDetails(request, response);
    response.writeHead(200, pageHeaders).end(signInPage(request.url ?? ''));
    return;
  }
  const accountId = new URLSearchParams(await text(request)).get('person') ?? '';
  if (!personOf(accountId)) return refuse(response, 400);
  await provider.interactionFinished(request, response, { login: { accountId, remember: false } });
}

const refuse = (response: http.ServerResponse, status: number): void => {
  response.writeHead(status, pageHeaders).end('登录已超时或者无效，请从工作台重新登录。');
};
