import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Client } from '../../infra/cli/client.ts';
import type { WaitingItem } from '../../schemas/api.ts';

/** What the console asks for the same screen. */
interface Asked {
  readonly items: readonly WaitingItem[];
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * The list of rows that wait, and the first of them with a form that dismisses it, as a page of plain HTML: what the browser
 * does without any script. It asks the API what the console asks.
 */
export async function startPlainList(client: Client): Promise<{ url: string; close(): void }> {
  const server = http.createServer((request, response) => {
    answer(request, response, client).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  client: Client,
): Promise<void> {
  if (request.method === 'POST') {
    const id = new URLSearchParams(await text(request)).get('id') ?? '';
    await client.call('POST', `/v1/quarantine/${encodeURIComponent(id)}/dismissal`, { reason: '重复报送' });
    response.writeHead(303, { location: '/' }).end();
    return;
  }
  const query = 'kind=row&source=medical-insurance&reason=date-in-future&limit=200';
  const [{ items }] = (await Promise.all([
    client.call('GET', `/v1/quarantine?${query}`),
    client.call('GET', '/v1/quarantine/counts'),
  ])) as [Pick<Asked, 'items'>, unknown];
  const [first] = items;
  const { cells } = (await client.call(
    'GET',
    `/v1/quarantine/${encodeURIComponent(first?.id ?? '')}`,
  )) as Pick<Asked, 'cells'>;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page({ items, cells }));
}

const page = ({ items, cells }: Asked): string => `<!doctype html><meta charset="utf-8"><title>待人工</title>
<h1>第 ${items[0]?.row} 行</h1>
<dl>${Object.entries(cells)
  .map(([column, cell]) => `<dt>${column}</dt><dd>${cell}</dd>`)
  .join('')}</dl>
<form method="post"><button name="id" value="${items[0]?.id}">不予采纳</button></form>
<ul>${items.map(({ row, since }) => `<li>第 ${row} 行 ${since}</li>`).join('')}</ul>`;
