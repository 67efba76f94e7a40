import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { GradesChangedEvent } from '../../schemas/subscriptions.ts';

/** An event as it arrived. */
export interface Arrived {
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Subscriber {
  readonly url: string;
  readonly arrived: Arrived[];
  /** What it answers from now on: a status, or what it does with the answer. */
  answers: number | ((response: http.ServerResponse, event: Arrived) => void);
  close(): Promise<void>;
}

/** An agency's own server on this machine, with whatever manners a test gives it. */
export async function openSubscriber(tls?: { cert: string; key: string }, port = 0): Promise<Subscriber> {
  const arrived: Arrived[] = [];
  const answer: http.RequestListener = async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const event = { headers: request.headers as Record<string, string>, body };
    arrived.push(event);
    const { answers } = subscriber;
    if (typeof answers === 'number') response.writeHead(answers).end();
    else answers(response, event);
  };
  const server = tls ? https.createServer(tls, answer) : http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const subscriber: Subscriber = {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    arrived,
    answers: 204,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return subscriber;
}

/** The events of grade changes among them. */
export const changesIn = (arrived: readonly Arrived[]): GradesChangedEvent[] =>
  arrived
    .map(({ body }) => JSON.parse(body) as GradesChangedEvent)
    .filter(({ type }) => type === 'grades.changed');

/** The ids of the changes, in the order in which they arrived. */
export const changeIdsIn = (arrived: readonly Arrived[]): string[] =>
  changesIn(arrived).flatMap(({ data }) => data.changes.map(({ changeId }) => changeId));
