import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { type Client, clientWith, type Download, putLimit, type RunView } from '../infra/cli/client.ts';
import type { Source } from '../lib/shared/source.ts';
import type { findingsAnswer } from '../schemas/api.ts';

type Findings = z.infer<typeof findingsAnswer>;
export type Finding = Findings['findings'][number];

/** What is sent of an entry. */
export type Content =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: number; readonly sha256: string }
  | { readonly kind: 'records'; readonly records: readonly object[]; readonly sha256: string }
  /** There is nothing to send any more. */
  | { readonly kind: 'gone' };

/** The connector as the agent uses it: its HTTP interface, and nothing else. */
export interface Connector {
  /** @returns the id of the run. @throws Refused */
  send(source: Source, name: string, content: Exclude<Content, { kind: 'gone' }>): Promise<string>;
  run(runId: string): Promise<RunView>;
  /** The answer file of a run: the rows that wait, in as many parts as it has. */
  answers(runId: string): AsyncIterable<Download>;
  /** Why rows wait, in their order. */
  findings(runId: string): AsyncIterable<Finding>;
}

/** A connector at an address. The token is asked for before each request, because tokens end and are replaced. */
export function connectorAt(apiUrl: string, token: () => Promise<string>): Connector {
  const client = async (): Promise<Client> => clientWith(apiUrl, await token());
  return {
    send: async (source, name, content) => {
      const at = await client();
      if (content.kind === 'records')
        return (
          (await at.call('POST', `/v1/feeds/${source}/records`, { records: content.records })) as {
            runId: string;
          }
        ).runId;
      if (content.bytes <= putLimit) return at.submit(source, name, await readFile(content.path));
      return at.upload(source, name, { body: await openAsBlob(content.path), sha256: content.sha256 });
    },
    run: async (runId) => (await (await client()).call('GET', `/v1/feeds/runs/${runId}`)) as RunView,
    answers: async function* (runId) {
      for (let after: string | undefined = '0'; after !== undefined; ) {
        const part: Download = await (await client()).download(
          `/v1/feeds/runs/${runId}/answer?after=${after}`,
        );
        yield part;
        after = part.nextAfter;
      }
    },
    findings: async function* (runId) {
      for (let after: number | undefined = 0; after !== undefined; ) {
        const page = (await (
          await client()
        ).call('GET', `/v1/feeds/runs/${runId}/findings?after=${after}`)) as Findings;
        yield* page.findings;
        after = page.next;
      }
    },
  };
}
