import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

/** A collector of OTLP over HTTP in JSON, as monitors run one. */
export interface OtlpCollector {
  readonly url: string;
  /** Bodies as they came. */
  text(): string;
  spans(): CollectedSpan[];
  /** Names of the metrics that came. */
  metrics(): Set<string>;
  stop(): Promise<void>;
}

interface Traces {
  readonly resourceSpans: readonly { scopeSpans: readonly { spans: readonly CollectedSpan[] }[] }[];
}
interface Measured {
  readonly resourceMetrics: readonly { scopeMetrics: readonly { metrics: readonly { name: string }[] }[] }[];
}

export async function startCollector(): Promise<OtlpCollector> {
  const bodies: Record<string, string[]> = { '/v1/traces': [], '/v1/metrics': [] };
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    bodies[request.url ?? '']?.push(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const parsed = <T>(path: string): T[] => (bodies[path] ?? []).map((body) => JSON.parse(body) as T);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    text: () => Object.values(bodies).flat().join('\n'),
    spans: () =>
      parsed<Traces>('/v1/traces').flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    metrics: () =>
      new Set(
        parsed<Measured>('/v1/metrics').flatMap(({ resourceMetrics }) =>
          resourceMetrics.flatMap(({ scopeMetrics }) =>
            scopeMetrics.flatMap(({ metrics }) => metrics.map(({ name }) => name)),
          ),
        ),
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
