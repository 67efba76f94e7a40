import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type Place, placeOf } from './place.ts';

const place: Place = placeOf(process.env);
const installed = join(place.INSTALLED, 'node_modules/@credit-connector/client/dist/index.js');
const client = (await import(
  pathToFileURL(installed).href
)) as typeof import('../../clients/typescript/src/index.ts');

const subject = { scheme: 'uscc', id: place.PHARMACY } as const;
const connector = client.createClient({ url: place.CONNECTOR_URL, token: place.TOKEN });
const query = { purpose: 'procurement', reference: 'r', subjects: [subject] };

const servers: http.Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** In front of the connector: answers the first requests by itself, and hands on the others. */
async function front(...first: { status: number; headers?: Record<string, string> }[]) {
  const asked: number[] = [];
  const server = http.createServer((request, response) => {
    asked.push(Date.now());
    const own = first.shift();
    if (own?.status === 0) return void request.socket.destroy();
    if (own) return void response.writeHead(own.status, own.headers).end('{"message":"later"}');
    const { pathname, search } = new URL(request.url ?? '', place.CONNECTOR_URL);
    const onward = http.request(
      place.CONNECTOR_URL + pathname + search,
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('a grade', () => {
  it('is asked with a token that the client fetched by its credentials', async () => {
    const own = client.createClient({
      url: place.CONNECTOR_URL,
      token: client.clientCredentials({
        tokenUrl: place.TOKEN_URL,
        clientId: place.CLIENT_ID,
        clientSecret: place.CLIENT_SECRET,
        scope: 'grades:read',
      }),
    });
    const { results, receiptId } = await own.grades(query);
    expect(results).toMatchObject([
      { status: 'graded', category: 'pharmacy', grade: expect.stringMatching(/[A-E]/) },
    ]);
    expect(receiptId).toMatch(/^[0-9A-Z]{26}$/);
    expect(await own.call('GET /v1/me', {})).toMatchObject({
      agency: place.CLIENT_ID,
      scopes: ['grades:read'],
    });
  });

  it('comes after 429 and 503 with Retry-After, and after a connection that broke', async () => {
    const { url, asked } = await front(
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 503, headers: { 'retry-after': '0' } },
      { status: 0 },
    );
    const pauses: number[] = [];
    const own = client.createClient({ url, token: place.TOKEN, onRetry: ({ pause }) => pauses.push(pause) });
    expect((await own.grades(query)).results).toHaveLength(1);
    expect(asked).toHaveLength(4);
    expect(pauses[0]).toBeGreaterThanOrEqual(1000);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it('that is refused says why, in a stable word and in Chinese', async () => {
    const refused = connector.grades({ ...query, purpose: 'nothing' });
    await expect(refused).rejects.toMatchObject({
      name: 'ProblemError',
      status: 400,
      code: 'unknown-purpose',
      explanation: expect.stringMatching(/[一-鿿]/),
      requestId: expect.any(String),
    });
    const open = client.createClient({ url: place.CONNECTOR_URL, token: 'none' });
    await expect(open.grades(query)).rejects.toMatchObject({ status: 401 });
  });
});

describe('the change feed', () => {
  const all = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { changes } of connector.changes()) ids.push(...changes.map((one) => one.changeId));
    return ids;
  };

  it('comes whole and in order over starts and kills of its consumer, and repeats one page at most', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'changes-'));
    const seenFile = join(folder, 'seen');
    writeFileSync(seenFile, '');
    // It is killed after a third page was written down and before its cursor was kept.
    const program = `
      import { appendFileSync } from 'node:fs';
      import { createClient, fileCursor } from '@credit-connector/client';
      const { CONNECTOR_URL, TOKEN, SEEN, CURSOR, KILL } = process.env;
      const connector = createClient({ url: CONNECTOR_URL, token: TOKEN });
      let pages = 0;
      for await (const { changes } of connector.changes({ cursor: fileCursor(CURSOR), limit: 100 })) {
        appendFileSync(SEEN, changes.map(({ changeId }) => changeId + '\\n').join(''));
        if (KILL && ++pages === 3) process.kill(process.pid, 'SIGKILL');
      }`;
    const run = (kill: string) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', program], {
        cwd: place.INSTALLED,
        encoding: 'utf8',
        env: { ...process.env, SEEN: seenFile, CURSOR: join(folder, 'cursor'), KILL: kill },
      });
    expect(run('1').signal).toBe('SIGKILL');
    expect(run('').status).toBe(0);
    const seen = readFileSync(seenFile, 'utf8').split('\n').filter(Boolean);
    const known = await all();
    expect(known.length).toBeGreaterThan(400);
    expect(seen).toEqual([...known.slice(0, 300), ...known.slice(200)]);
    expect(run('').status).toBe(0);
    expect(readFileSync(seenFile, 'utf8').split('\n').filter(Boolean)).toHaveLength(seen.length);
  });
});

describe('a file', () => {
  it('is sent and followed, and sent again it counts once', async () => {
    const runId = await connector.sendFile('market-supervision', place.FEED_FILE);
    const run = await connector.followRun(runId);
    expect(run).toMatchObject({ status: 'completed', accepted: 0 });
    expect(run.received).toBeGreaterThan(0);
    const answers: string[] = [];
    for await (const { name, bytes } of connector.answerFiles(runId)) answers.push(`${name} ${bytes.length}`);
    expect(answers).toHaveLength(1);
  });

  it('of more than a request takes is announced and uploaded', async () => {
    // Blank lines are no rows.
    const content = Buffer.concat([readFileSync(place.FEED_FILE), Buffer.alloc(4 * 1024 * 1024, '\n')]);
    const runId = await connector.sendFile('market-supervision', { name: 'large.csv', content });
    expect(await connector.followRun(runId)).toMatchObject({ status: 'completed', accepted: 0 });
  });
});

describe('the ledger', () => {
  it('of the connector is proved offline by its published key, and by no other', async () => {
    const lines = [];
    for await (const { text } of connector.ledger()) lines.push(...client.ledgerLines(text));
    const proof = client.proveLedger(lines, place.LEDGER_KEY);
    expect(proof.faults).toEqual([]);
    expect(proof.anchors).toBeGreaterThan(0);
    expect(client.deliveredBy(proof, place.RECORD, '9999')?.entry.grade).toMatch(/[A-E]/);
    expect(client.proveLedger(lines, '00'.repeat(32)).faults).not.toEqual([]);
  });

  const keys = JSON.parse(readFileSync(join(place.LEDGERS, 'keys.json'), 'utf8')) as Record<string, string>;
  it.each(['p256', 'sm2', 'ed25519'])(
    'that is signed by %s is proved, and not with another grade',
    (name) => {
      const text = readFileSync(join(place.LEDGERS, `${name}.ndjson`), 'utf8');
      const prove = (said: string) => client.proveLedger(client.ledgerLines(said), keys[name] ?? '');
      expect(prove(text)).toMatchObject({ faults: [], anchors: 1, anchoredTo: 2 });
      expect(prove(text.replace('"grade":"C"', '"grade":"A"')).faults).not.toEqual([]);
      expect(prove(text.replace('04:01:00', '04:02:00')).faults).not.toEqual([]);
    },
  );
});

it('its declarations compile in a project of an agency, without a file of the connector', () => {
  const file = join(place.INSTALLED, 'agency.mts');
  writeFileSync(
    file,
    `import { createClient, type GradesAnswer } from '@credit-connector/client';
const connector = createClient({ url: 'https://credit.example', token: () => 'T' });
const answer: GradesAnswer = await connector.grades({
  purpose: 'licensing', reference: 'r', subjects: [{ scheme: 'uscc', id: 'x' }],
});
const grade: 'A' | 'B' | 'C' | 'D' | 'E' | undefined = answer.results[0]?.grade;
// @ts-expect-error no such scheme
await connector.grades({ purpose: 'licensing', reference: 'r', subjects: [{ scheme: 'none', id: 'x' }] });
// @ts-expect-error no such operation
await connector.call('GET /v1/nothing', {});
console.log(grade);
`,
  );
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const types = join(import.meta.dirname, '../../node_modules/@types');
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
  ];
  const { stdout, status } = spawnSync(
    process.execPath,
    [tsc, ...options, '--typeRoots', types, '--types', 'node', file],
    { encoding: 'utf8', cwd: place.INSTALLED },
  );
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
