import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { localIssuer } from '../../infra/cli/local-issuer.ts';

export const clientId = 'pharmacy-bureau';
export const clientSecret = 'made up: for this run';

/** An issuer of tokens for a client that it knows: those of this machine's issuer, which the connector trusts. */
export async function startIssuer(): Promise<{ url: string; close(): void }> {
  const issuer = await localIssuer();
  const known = [clientId, clientSecret]
    .map((one) => encodeURIComponent(one).replaceAll('%20', '+'))
    .join(':');
  const server = http.createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const said = Buffer.from(request.headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
    const isKnown = said === known && form.get('grant_type') === 'client_credentials';
    const body = isKnown
      ? {
          access_token: await issuer.sign({ agency: clientId, scope: form.get('scope') ?? '', minutes: 5 }),
          token_type: 'Bearer',
          expires_in: 300,
        }
      : { error: 'invalid_client' };
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    close: () => server.close(),
  };
}
