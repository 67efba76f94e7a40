import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient, type RunView } from '../../infra/cli/client.ts';
import { startHost } from '../../infra/local/host.ts';
import { subjectOf, writePenaltyFile } from '../million/penalty-file.ts';
import { allScopes } from '../support/connector.ts';
import { penalty } from '../support/records.ts';
import { uploadFile } from '../support/upload.ts';
import { quantiles, show } from './measure.ts';

const rounds = 5;
const subjects = Array.from({ length: 10 }, (_, serial) => subjectOf(serial));

/** Measures ten rows of one authority, on an idle connector and while a long file of another is in the queue. */
export async function benchFairness({ rows = 100_000 }: { rows?: number | undefined }): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const host = await startHost({ dataDir, port: 0 });
  try {
    const client = await createClient(host.apiUrl, { agency: 'bench', scope: allScopes });
    const registry = subjects.map((subject) => ({ category: 'pharmacy', scheme: 'uscc', ...subject }));
    await client.follow(await client.submit('registry', 'registry.json', bytesOf(registry)));
    console.log(`Ten rows of one authority beside ${rows} of another: seconds until they are graded`);
    const idle = await timed(client, 0);
    const path = join(dataDir, 'penalties.csv');
    const file = await writePenaltyFile(path, { rows });
    const long = await uploadFile(client, 'market-supervision', { path, name: 'penalties.csv', ...file });
    await until(client, long, ({ received }) => received >= Math.min(1000, rows / 10));
    const busy = await timed(client, rounds);
    const left = (await client.call('GET', `/v1/feeds/runs/${long}`)) as RunView;
    if (left.status !== 'running') throw new Error('the long file ended too early: use more rows');
    show('on an idle connector, middle and worst', seconds(idle));
    show('while the long file is in the queue, middle and worst', seconds(busy), 'at most 5 s');
    show('rows of the long file counted by then', `${left.received} of ${rows}`);
  } finally {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const bytesOf = (content: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(content));

const seconds = (found: readonly number[]): string =>
  `${quantiles(found).p50.toFixed(1)} and ${Math.max(...found).toFixed(1)} s`;

/** A run ends when the files of its ten subjects are written and graded. */
async function timed(client: Client, firstRound: number): Promise<number[]> {
  const found: number[] = [];
  for (let round = firstRound; round < firstRound + rounds; round++) {
    const records = subjects.map((subject, index) =>
      penalty(round * subjects.length + index, subject, { CF_CFJG: '拉萨市卫生健康委员会' }),
    );
    const begun = performance.now();
    const run = await client.follow(await client.submit('health-commission', 'ten.json', bytesOf(records)));
    found.push((performance.now() - begun) / 1000);
    if (run.accepted !== subjects.length) throw new Error(`${run.accepted} of ten rows were accepted`);
  }
  return found;
}

async function until(client: Client, runId: string, holds: (run: RunView) => boolean): Promise<void> {
  while (!holds((await client.call('GET', `/v1/feeds/runs/${runId}`)) as RunView)) await pause(200);
}
