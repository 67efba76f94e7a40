import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** An address on loopback that forwards every request to another one. */
export interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

export interface FrontOptions {
  /** Where requests are forwarded. Its path is put before theirs. */
  readonly target: string;
  /** The loopback address it listens on. */
  readonly host?: string;
  /** Uses TLS with these files. */
  readonly tls?: { readonly front: string; readonly frontKey: string };
}

export async function openFront({ target, tls, host = '127.0.0.1' }: FrontOptions): Promise<Front> {
  const agent = new http.Agent({ keepAlive: true });
  const { hostname, port, pathname } = new URL(target);
  const prefix = pathname.replace(/\/$/, '');
  const handOn: http.RequestListener = (request, response) => {
    const { method, headers } = request;
    const onward = http.request(
      { agent, hostname, port, method, headers, path: `${prefix}${request.url}` },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        // An answer that is cut off is cut off here too.
        pipeline(answer, response, () => undefined);
      },
    );
    onward.once('error', () => response.destroy());
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  };
  const server = tls
    ? https.createServer({ cert: readFileSync(tls.front), key: readFileSync(tls.frontKey) }, handOn)
    : http.createServer(handOn);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${(server.address() as AddressInfo).port}`,
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
