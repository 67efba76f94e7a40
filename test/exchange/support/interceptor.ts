import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request: it is passed on, or after the connector answered it the answer is dropped. */
type Verdict = 'pass' | 'drop';

export interface Interceptor {
  readonly url: string;
  /** Called with each answer before it is given back. */
  onAnswer: (request: { method: string; path: string; body: string }) => Verdict | Promise<Verdict>;
  readonly seen: { method: string; path: string }[];
  close(): Promise<void>;
}

/** Stands between an agent and the connector, to end the agent at a chosen moment. */
export async function interceptorOf(connectorUrl: string): Promise<Interceptor> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/' } = request;
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const { authorization, 'content-type': type } = request.headers;
    const headers = { ...(authorization && { authorization }), ...(type && { 'content-type': type }) };
    const answer = await fetch(`${connectorUrl}${url}`, { method, headers, ...body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    interceptor.seen.push({ method, path: url });
    if ((await interceptor.onAnswer({ method, path: url, body: bytes.toString() })) === 'drop') {
      response.destroy();
      return;
    }
    const passed = ['content-type', 'content-disposition', 'next-after'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value ? [[name, value] as const] : [];
    });
    response.writeHead(answer.status, Object.fromEntries(passed)).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const interceptor: Interceptor = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onAnswer: () => 'pass',
    seen: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return interceptor;
}
