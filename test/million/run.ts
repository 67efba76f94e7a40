import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Client, createClient, type RunView } from '../../infra/cli/client.ts';
import { allScopes } from '../support/connector.ts';
import { killProcess, peakMemory, type Running, startProcess, stopProcess } from '../support/host-process.ts';
import { uploadFile } from '../support/upload.ts';
import { expectedOf, subjectCount, subjectOf, writePenaltyFile } from './penalty-file.ts';

const usage = `Sends one file of very many rows through a whole connector, and compares what came of it with what was in it.

  npm run million [-- --rows 1000000] [--subjects N] [--kill]

--subjects   every row is about one of so few subjects
--kill    kills the host with SIGKILL when half of the rows are counted, and starts it again
Exit code 0 when every row is counted once, no evidence is lost or doubled, and memory stayed flat.`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    subjects: { type: 'string' },
    kill: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const rows = Number(values.rows);
const subjects = values.subjects === undefined ? undefined : Number(values.subjects);
const isCount = (count: number): boolean => Number.isInteger(count) && count > 0;
if (values.help || !isCount(rows) || !isCount(subjects ?? 1)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const shape = { rows, subjects };

/** MB: far above what a process needs for any file, far below what a long file in memory would take. */
const memoryLimit = { host: 600, engines: 1000 };
const looksEvery = 2_000;
const saysEvery = 30_000;
const queriesAtOnce = 8;

const isTerminal = process.stdout.isTTY;
const dataDir = mkdtempSync(join(tmpdir(), 'million-'));
let running = await startProcess(dataDir);
let client = await clientOf(running);
const peak = { host: 0, engines: 0 };

function clientOf({ urls }: Running): Promise<Client> {
  return createClient(urls.api, { agency: 'million', scope: allScopes });
}

function lookAtMemory(): void {
  const found = peakMemory(running);
  peak.host = Math.max(peak.host, found?.host ?? 0);
  peak.engines = Math.max(peak.engines, found?.engines ?? 0);
}

async function killAndStart(): Promise<void> {
  const begun = Date.now();
  await killProcess(running, false);
  running = await startProcess(dataDir);
  client = await clientOf(running);
  say(`  killed with SIGKILL; serving again after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

const say = (text: string): void => console.log(isTerminal ? `\r\u001b[K${text}` : text);

let saidAt = 0;
function showProgress(received: number, begun: number): void {
  const seconds = (Date.now() - begun) / 1000;
  const rate = received / seconds;
  const left = rate > 0 ? `about ${Math.ceil((rows - received) / rate / 60)} min left` : '';
  const text = `  ${received} of ${rows} rows, ${rate.toFixed(0)} rows/s, ${left}, host ${peak.host.toFixed(0)} MB`;
  if (isTerminal) process.stdout.write(`\r\u001b[K${text}`);
  else if (Date.now() - saidAt > saysEvery) {
    console.log(text);
    saidAt = Date.now();
  }
}

/**
 * Waits for the end of the run.
 * @returns the run, and seconds until its first rows were counted
 */
async function followed(runId: string, begun: number): Promise<{ run: RunView; first: number }> {
  let first = 0;
  let isKilled = !values.kill;
  for (;;) {
    const run = (await client.call('GET', `/v1/feeds/runs/${runId}`)) as RunView;
    if (first === 0 && run.received > 0) first = (Date.now() - begun) / 1000;
    lookAtMemory();
    showProgress(run.received, begun);
    if (run.status !== 'running') return { run, first };
    if (!isKilled && run.received >= rows / 2) {
      isKilled = true;
      await killAndStart();
    }
    await pause(first === 0 ? 100 : looksEvery);
  }
}

/** The document numbers in the file of a subject, page by page. */
async function decisionsOf(serial: number): Promise<{ found: string[]; isGraded: boolean }> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = (await client.call('POST', '/v1/files/query', {
      scheme: 'uscc',
      id: subjectOf(serial).id,
      category: 'pharmacy',
      reason: 'check',
      ...(after && { section: 'dishonesty', after }),
    })) as FilePage;
    found.push(...(page.dishonesty ?? []).map(({ documentNumber }) => documentNumber));
    after = page.next?.dishonesty;
    if (!after) return { found, isGraded: page.standing?.grade !== undefined };
  }
}

interface FilePage {
  readonly standing?: { readonly grade?: string };
  readonly dishonesty?: readonly { readonly documentNumber: string }[];
  readonly next?: { readonly dishonesty?: string };
}

/** Subjects whose file does not contain exactly the decisions that were sent about them. */
async function wrongFiles(
  documents: readonly (readonly string[])[],
): Promise<{ wrong: number; decisions: number }> {
  let wrong = 0;
  let decisions = 0;
  const rest = documents.entries();
  const worker = async (): Promise<void> => {
    for (const [serial, sent] of rest) {
      const { found, isGraded } = await decisionsOf(serial);
      decisions += found.length;
      const isRight = String(found.sort()) === String([...sent].sort()) && isGraded;
      if (!isRight) wrong++;
    }
  };
  await Promise.all(Array.from({ length: queriesAtOnce }, worker));
  return { wrong, decisions };
}

try {
  const registry = Array.from({ length: subjectCount(shape) }, (_, serial) => ({
    category: 'pharmacy',
    scheme: 'uscc',
    ...subjectOf(serial),
  }));
  const body = new TextEncoder().encode(JSON.stringify(registry));
  const registered = await client.follow(await client.submit('registry', 'registry.json', body));
  say(`${registered.accepted} subjects registered`);
  const path = join(dataDir, 'penalties.csv');
  const file = await writePenaltyFile(path, shape);
  say(`${rows} rows, ${(file.bytes / 1e6).toFixed(0)} MB of GB18030 CSV`);
  const uploading = Date.now();
  const runId = await uploadFile(client, 'market-supervision', { path, name: 'penalties.csv', ...file });
  rmSync(path);
  const begun = Date.now();
  say(`uploaded to the bucket in ${((begun - uploading) / 1000).toFixed(1)} s`);
  const { run, first } = await followed(runId, begun);
  const seconds = (Date.now() - begun) / 1000;
  const expected = expectedOf(shape);
  const { wrong, decisions } = await wrongFiles(expected.documents);
  lookAtMemory();
  const { received, accepted, duplicates, unmatched, quarantined } = run;
  const counts = { received, accepted, duplicates, unmatched, quarantined };
  say(
    `${seconds.toFixed(0)} s, ${(rows / seconds).toFixed(0)} rows/s; the first rows were counted after ${first.toFixed(1)} s`,
  );
  say(`peak memory: host ${peak.host.toFixed(0)} MB, engines ${peak.engines.toFixed(0)} MB`);
  const checks: [string, boolean, string][] = [
    ['the run is completed', run.status === 'completed', run.status],
    [
      'every row is counted once',
      JSON.stringify(counts) === JSON.stringify(expected.counts),
      JSON.stringify(counts),
    ],
    [
      'no evidence is lost or doubled, and every subject is graded',
      wrong === 0,
      `${decisions} decisions in ${expected.documents.length} files, ${wrong} files wrong`,
    ],
    [
      'the memory of the host is flat',
      peak.host < memoryLimit.host,
      `${peak.host.toFixed(0)} MB, limit ${memoryLimit.host} MB`,
    ],
    [
      'the memory of the engines is flat',
      peak.engines < memoryLimit.engines,
      `${peak.engines.toFixed(0)} MB, limit ${memoryLimit.engines} MB`,
    ],
  ];
  for (const [what, holds, figure] of checks) say(`  ${holds ? '✓' : '✗'} ${what}: ${figure}`);
  const failed = checks.filter(([, holds]) => !holds).length;
  say(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(`The run could not be followed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await stopProcess(running);
  rmSync(dataDir, { recursive: true, force: true });
}
