import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createClient } from '../../infra/cli/client.ts';
import { pendingDeliveries } from '../../infra/cli/deliveries.ts';
import { startHost } from '../../infra/local/host.ts';
import { openHttpFront } from '../../infra/local/http-front.ts';
import { tableName } from '../../infra/local/names.ts';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { allScopes } from '../support/connector.ts';
import { type Counted, countRequests } from './count-requests.ts';
import { quantiles, show } from './measure.ts';

const size = { hospitals: 300, pharmacies: 700, doctors: 0, nurses: 0, pharmacists: 0, insured: 0 };
const rows = 4000;
const atOnce = 32;

/** USD per million, on demand, eu-west-1, list prices of November 2025. */
const prices = { writeUnits: 0.705, readUnits: 0.1415, sqs: 0.4 };

/** Measures the whole path on one machine, the requests it makes, and queries of its result. */
export async function benchPath(): Promise<void> {
  const counted = countRequests();
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const host = await startHost({ dataDir, port: 0 });
  try {
    const client = await createClient(host.apiUrl, { agency: 'bench', scope: allScopes });
    const samples = makeSamples({ seed: 3, today: dayOf(new Date()), size, penalties: rows, findings: 0 });
    const [registry, market] = samples;
    if (!registry || !market) throw new Error('no samples');
    await client.follow(await client.submit('registry', 'registry.csv', registry.bytes));
    await untilInSync(client);
    counted();
    console.log(
      `The whole path on one machine: ${market.rows} penalties of ${size.pharmacies + size.hospitals} subjects`,
    );
    const begun = performance.now();
    const run = await client.follow(await client.submit('market-supervision', 'x.csv', market.bytes));
    const kept = (performance.now() - begun) / 1000;
    await untilInSync(client);
    const seconds = (performance.now() - begun) / 1000;
    const measured = counted();
    const oneRow = await oneRowFiles(client, counted, market.bytes);
    const rate = market.rows / kept;
    const floor = await floorRate();
    show('records a second, read, kept and scored', rate.toFixed(0), '250');
    show('records a second, until both receivers have acknowledged', (market.rows / seconds).toFixed(0));
    show('floor: put, query, put and a tenth of a message, raw', floor.toFixed(0));
    show('of the floor', `${((100 * rate) / floor).toFixed(0)} %`, '60 %');
    showRequests(measured, run.received);
    showOneRow(oneRow);
    await benchQuery(client, host, market);
  } finally {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Client = Awaited<ReturnType<typeof createClient>>;

async function untilInSync(client: Client): Promise<void> {
  while ((await pendingDeliveries(client)).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const largestFirst = (counts: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(counts).sort(([, a], [, b]) => b - a);

/** What only functions ask for that a schedule starts, and whoever waits for the deliveries: no record costs it. */
const isClockDriven = (name: string): boolean =>
  /agenda|CYCLES|ROTATIONS|CURRENT|ANCHOR|Query (RUNS|SUBSCRIPTIONS)|GetItem ARRIVAL|^Scan/.test(name);

function showRequests({ dynamodb, writeUnits, readUnits, sqs }: Counted, received: number): void {
  console.log(
    'Requests a received row, quarantine, index, ledger, deliveries and the follower of the run included',
  );
  const each = (total: number): string => (total / received).toFixed(2);
  const [clockDriven, own] = split(dynamodb, isClockDriven);
  show('DynamoDB requests', each(sum(own)), 'at most 2.7');
  for (const [name, count] of largestFirst(own)) show(`  ${name}`, each(count));
  show('DynamoDB write units, with those of the index', each(sum(writeUnits)), 'at most 2.6');
  for (const [kind, count] of largestFirst(writeUnits)) show(`  ${kind}`, each(count));
  show('DynamoDB read units', each(readUnits));
  show('SQS requests, waiting receives included', each(sum(sqs)), 'at most 1');
  show('beside them, by the clock: requests of the sweep', each(sum(clockDriven)));
  const dollars =
    (sum(writeUnits) * prices.writeUnits + readUnits * prices.readUnits + sum(sqs) * prices.sqs) / received;
  show('cost of a million rows, DynamoDB and SQS', `${dollars.toFixed(2)} USD`);
}

type Counts = Readonly<Record<string, number>>;

function split(counts: Counts, isFirst: (name: string) => boolean): [Counts, Counts] {
  const { true: first = [], false: second = [] } = Object.groupBy(Object.entries(counts), ([name]) =>
    isFirst(name) ? 'true' : 'false',
  );
  return [Object.fromEntries(first), Object.fromEntries(second)];
}

const oneRowTimes = 5;

/**
 * The least of some such files, one after the other: what a schedule asks meanwhile (breakers, the ledger, the policy) has the
 * same names as what a file asks, and no file costs it.
 */
async function oneRowFiles(client: Client, counted: () => Counted, bytes: Uint8Array): Promise<Counted> {
  const all: Counted[] = [];
  for (let number = 1; number <= oneRowTimes; number++)
    all.push(await oneRowFile(client, { counted, bytes, number }));
  const own = ({ dynamodb }: Counted): number => sum(split(dynamodb, isClockDriven)[1]);
  return all.reduce((least, one) => (own(one) < own(least) ? one : least));
}

/** Sends a file with one penalty of a known subject, until both receivers have acknowledged what it changes. */
async function oneRowFile(
  client: Client,
  { counted, bytes, number }: { counted: () => Counted; bytes: Uint8Array; number: number },
): Promise<Counted> {
  const [header, ...lines] = new TextDecoder('gb18030').decode(bytes).trim().split(/\r?\n/);
  const line = lines.find((one) => /\d+号/.test(one))?.replace(/\d+号/, `9900${number}号`);
  const file = new TextEncoder().encode(`${header}\n${line}\n`);
  const run = await client.follow(await client.submit('market-supervision', 'one.csv', file));
  if (run.accepted !== 1) throw new Error('The row was not accepted.');
  await untilInSync(client);
  return counted();
}

function showOneRow({ dynamodb, writeUnits }: Counted): void {
  const [, own] = split(dynamodb, isClockDriven);
  console.log('A file of one row, from its receipt until both receivers have acknowledged');
  show('DynamoDB requests', String(sum(own)), 'at most 11');
  for (const [name, count] of largestFirst(own)) show(`  ${name}`, String(count));
  show('DynamoDB write units', String(sum(writeUnits)));
  for (const [name, count] of largestFirst(writeUnits)) show(`  ${name}`, String(count));
}

/**
 * The lower bound for a record: its evidence is written, its file read and written, and its share of a message sent.
 */
async function floorRate(): Promise<number> {
  const dynamodb = new DynamoDBClient({});
  const sqs = new SQSClient({});
  const QueueUrl = `${process.env['AWS_ENDPOINT_URL_SQS']}/000000000000/reconciliations-dead`;
  const total = 3000;
  const body = { S: randomBytes(500).toString('base64') };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < total) {
      const index = next++;
      const pk = { S: `BENCH#${index % 1000}` };
      await dynamodb.send(
        new PutItemCommand({
          TableName: tableName,
          Item: { pk, sk: { S: `FACT#${index}` }, body },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      await dynamodb.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ConsistentRead: true,
        }),
      );
      await dynamodb.send(
        new PutItemCommand({ TableName: tableName, Item: { pk, sk: { S: 'FILE#x' }, body } }),
      );
      if (index % 50 === 0) await oneMessage(sqs, QueueUrl, body.S);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  return total / ((performance.now() - begun) / 1000);
}

async function oneMessage(sqs: SQSClient, QueueUrl: string, text: string): Promise<void> {
  await sqs.send(
    new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', MessageBody: text.repeat(10) }] }),
  );
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

/** Compares grades/query of one subject with a bare GetItem and the put of a receipt behind the same HTTP front. */
async function benchQuery(client: Client, _host: unknown, market: { bytes: Uint8Array }): Promise<void> {
  const ids = [
    ...new Set(new TextDecoder('gb18030').decode(market.bytes).match(/9\d[0-9A-Z]{16}/g) ?? []),
  ].slice(0, 200);
  const dynamodb = new DynamoDBClient({});
  const Key = { pk: { S: 'BENCH#1' }, sk: { S: 'FILE#x' } };
  const body = { S: randomBytes(300).toString('base64') };
  let receipts = 0;
  const bare = await openHttpFront({
    port: 0,
    authorize: async () => undefined,
    functions: [
      {
        definition: {
          purpose: 'A bare GetItem and a receipt',
          entry: '',
          startedBy: { routes: [{ method: 'POST', path: '/bare', authorized: false }] },
          touches: {},
          timeoutSeconds: 1,
          memoryMb: 128,
        },
        handler: async () => {
          const { Item } = await dynamodb.send(
            new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }),
          );
          receipts++;
          const receipt = { pk: { S: `BENCH-RECEIPT#${receipts}` }, sk: { S: 'RECEIPT' }, body };
          await dynamodb.send(new PutItemCommand({ TableName: tableName, Item: receipt }));
          return { statusCode: 200, body: JSON.stringify(Item) };
        },
      },
    ],
  });
  const timed = async (call: (index: number) => Promise<unknown>): Promise<{ p50: number; p99: number }> => {
    const values: number[] = [];
    for (let index = 0; index < 600; index++) {
      const begun = performance.now();
      await call(index);
      if (index >= 100) values.push(performance.now() - begun);
    }
    return quantiles(values);
  };
  const ours = await timed((index) =>
    client.call('POST', '/v1/grades/query', {
      purpose: 'licensing',
      reference: 'bench',
      subjects: [{ scheme: 'uscc', id: ids[index % ids.length], category: 'pharmacy' }],
    }),
  );
  const floor = await timed(async () =>
    (await fetch(`${bare.url}/bare`, { method: 'POST', body: '{}' })).text(),
  );
  await bare.close();
  console.log('grades/query of one subject through the HTTP front: token checked, file read, receipt kept');
  show('p50 and p99', `${ours.p50.toFixed(1)} and ${ours.p99.toFixed(1)} ms`);
  show(
    'a bare GetItem and a PutItem through the same front',
    `${floor.p50.toFixed(1)} and ${floor.p99.toFixed(1)} ms`,
  );
  show('ratio', `${(ours.p50 / floor.p50).toFixed(2)}× and ${(ours.p99 / floor.p99).toFixed(2)}×`, '1.2×');
}
