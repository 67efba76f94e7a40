import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Client, createClient } from '../../infra/cli/client.ts';
import { pendingDeliveries } from '../../infra/cli/deliveries.ts';
import { startHost } from '../../infra/local/host.ts';
import { tableName } from '../../infra/local/names.ts';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import { allScopes } from '../support/connector.ts';
import { type Counted, countRequests } from './count-requests.ts';
import { show } from './measure.ts';

const smallest = 10_000;
const year = 2025;
const atOnce = 32;

/**
 * Measures an annual evaluation on one machine: rehearsal and publication, compared with reading and writing each file
 * once directly.
 */
export async function benchEvaluation({
  rows: subjects = smallest,
}: {
  rows?: number | undefined;
}): Promise<void> {
  const counted = countRequests();
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-evaluation-'));
  const host = await startHost({ dataDir, port: 0, env: { FIRST_CYCLE: String(year) } });
  try {
    const as = (agency: string): Promise<Client> => createClient(host.apiUrl, { agency, scope: allScopes });
    const [client, second] = [await as('bench'), await as('second')];
    const known = await registered(client, subjects);
    console.log(`The annual evaluation of ${known} subjects on one machine`);
    counted();
    const untilPhase = async (phase: CycleView['phase']): Promise<CycleView> => {
      for (;;) {
        const view = (await client.call('GET', `/v1/cycles/${year}`)) as CycleView;
        if (view.phase === phase) return view;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const begun = performance.now();
    await client.call('POST', `/v1/cycles/${year}/evaluation`);
    const { rehearsal } = await untilPhase('review');
    const rehearsed = (performance.now() - begun) / 1000;
    const rehearsing = counted();
    const released = performance.now();
    await second.call('POST', `/v1/cycles/${year}/release`, { rehearsal, reason: 'bench' });
    await untilPhase('published');
    const published = (performance.now() - released) / 1000;
    const publishing = counted();
    const floor = await floorRate(Math.min(known, 5000));
    show('subjects a second, peers collected and rehearsed', (known / rehearsed).toFixed(0));
    show('subjects a second, published, deliveries begun meanwhile', (known / published).toFixed(0));
    show('floor: a file read and written once, raw', floor.toFixed(0));
    show('of the floor', `${((100 * known) / published / floor).toFixed(0)} %`);
    showRequests('rehearsal', rehearsing, known);
    showRequests('publication', publishing, known);
  } finally {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Registers about so many subjects, most of them insured persons, with some findings about them. */
async function registered(client: Client, subjects: number): Promise<number> {
  const share = (part: number): number => Math.round(subjects * part);
  const size = {
    hospitals: share(0.005),
    pharmacies: share(0.005),
    doctors: share(0.02),
    nurses: share(0.02),
    pharmacists: share(0.01),
    insured: share(0.92),
  };
  const samples = makeSamples({
    seed: 5,
    today: dayOf(new Date()),
    size,
    penalties: 0,
    findings: share(0.02),
  });
  for (const { source, name, bytes, rows } of samples) {
    if (rows === 0 || !['registry', 'medical-insurance'].includes(source)) continue;
    await client.follow(await client.submit(source, name, bytes));
  }
  while ((await pendingDeliveries(client)).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 500));
  let [known, after] = [0, ''];
  do {
    const page = (await client.call(
      'GET',
      `/v1/deliveries?receiver=directory${after && `&after=${after}`}`,
    )) as {
      deliveries: unknown[];
      next?: string;
    };
    known += page.deliveries.length;
    after = page.next ?? '';
  } while (after);
  return known;
}

function showRequests(
  what: string,
  { dynamodb, writeUnits, readUnits, sqs }: Counted,
  subjects: number,
): void {
  const each = (counts: Readonly<Record<string, number>>): string =>
    (Object.values(counts).reduce((sum, count) => sum + count, 0) / subjects).toFixed(2);
  show(`${what}: DynamoDB requests a subject`, each(dynamodb));
  for (const [name, count] of Object.entries(dynamodb)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6))
    show(`  ${name}`, (count / subjects).toFixed(2));
  show(`${what}: write units a subject`, each(writeUnits));
  show(`${what}: read units a subject`, (readUnits / subjects).toFixed(2));
  show(`${what}: SQS requests a subject`, each(sqs));
}

/** The lower bound for an evaluation: each file is read once and written once. */
async function floorRate(total: number): Promise<number> {
  const client = new DynamoDBClient({});
  const body = { S: randomBytes(700).toString('base64') };
  const keyOf = (index: number) => ({ pk: { S: `BENCH#${index}` }, sk: { S: 'FILE#x' } });
  const put = (index: number) =>
    client.send(new PutItemCommand({ TableName: tableName, Item: { ...keyOf(index), body } }));
  const each = async (work: (index: number) => Promise<unknown>): Promise<number> => {
    let next = 0;
    const begun = performance.now();
    const worker = async (): Promise<void> => {
      while (next < total) await work(next++);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return total / ((performance.now() - begun) / 1000);
  };
  await each(put);
  return each(async (index) => {
    await client.send(new GetItemCommand({ TableName: tableName, Key: keyOf(index), ConsistentRead: true }));
    await put(index);
  });
}
