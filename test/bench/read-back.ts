import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../clients/typescript/src/client.ts';
import { ledgerLines } from '../../clients/typescript/src/ledger.ts';
import { createClient as createSender } from '../../infra/cli/client.ts';
import { localIssuer } from '../../infra/cli/local-issuer.ts';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { allScopes } from '../support/connector.ts';
import { startProcess, stopProcess } from '../support/host-process.ts';
import { untilInSync } from '../support/until-in-sync.ts';
import { show } from './measure.ts';

const subjects = 6000;
const aim = 5000;
const rounds = 5;

/** Measures the change feed and the ledger, read by the TypeScript client of a connector beside bare GETs of the same pages. */
export async function benchReadBack({ rows = subjects }: { rows?: number | undefined }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'read-back-'));
  const host = await startProcess(join(folder, 'data'), {});
  try {
    const url = host.urls.api;
    const token = await (await localIssuer()).sign({ agency: 'bench', scope: allScopes, minutes: 240 });
    await register(url, rows);
    const client = createClient({ url, token });
    const get = (path: string) => fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    console.log(
      `Reading back what was told of ${rows} subjects (three in eight institutions), ${rounds} rounds, the best`,
    );

    const changes = async () => {
      let count = 0;
      for await (const page of client.changes()) count += page.changes.length;
      return count;
    };
    const bareChanges = async () => {
      let count = 0;
      for (let after = '', more = true; more; ) {
        const text = await (await get(`/v1/grades/changes?limit=1000${after && `&after=${after}`}`)).text();
        more = text.includes('"changeId"');
        count += more ? (JSON.parse(text) as { changes: unknown[] }).changes.length : 0;
        after = /"next":"([^"]+)"/.exec(text)?.[1] ?? '';
      }
      return count;
    };
    await compare('change feed', changes, bareChanges);

    const lines = async () => {
      let count = 0;
      for await (const { text } of client.ledger())
        for (const line of ledgerLines(text)) count += line.kind === 'batch' ? line.entries.length : 0;
      return count;
    };
    const bareLines = async () => {
      let count = 0;
      for (let after = -1, next = 0; next > after; ) {
        after = next;
        const answer = await get(`/v1/ledger?after=${after}`);
        count += ((await answer.text()).match(/"changeId"/g) ?? []).length;
        next = Number(answer.headers.get('next-after'));
      }
      return count;
    };
    await compare('ledger', lines, bareLines);
  } finally {
    await stopProcess(host);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Read {
  readonly count: number;
  readonly seconds: number;
}

type Reading = () => Promise<number>;

/** Both in turn, of each the fastest round: other work on the machine only adds time. */
async function compare(what: string, byClient: Reading, byGets: Reading): Promise<void> {
  let client = none;
  let bare = none;
  for (let round = 0; round < rounds; round++) {
    client = faster(client, await timed(byClient));
    bare = faster(bare, await timed(byGets));
  }
  if (client.count !== bare.count || client.count === 0)
    throw new Error(`${client.count} changes by the client, ${bare.count} by bare GETs`);
  const perSecond = ({ count, seconds }: Read): number => count / seconds;
  const rate = perSecond(client);
  show(
    `${what}: changes a second by the client`,
    rate.toFixed(0),
    `≥ ${aim}, ${rate >= aim ? 'met' : 'MISSED'}`,
  );
  show(`${what}: changes a second by bare GETs`, perSecond(bare).toFixed(0));
  show(`${what}: of bare GETs`, `${((100 * rate) / perSecond(bare)).toFixed(0)} %`);
}

const none: Read = { count: 0, seconds: Number.POSITIVE_INFINITY };
const faster = (a: Read, b: Read): Read => (a.seconds < b.seconds ? a : b);

async function timed(read: Reading): Promise<Read> {
  const began = performance.now();
  return { count: await read(), seconds: (performance.now() - began) / 1000 };
}

/** Registers so many subjects; each is told to the directory. */
async function register(url: string, rows: number): Promise<void> {
  const sender = await createSender(url, { agency: 'samples', scope: allScopes });
  const part = Math.round(rows / 8);
  const size = {
    hospitals: part,
    pharmacies: 2 * part,
    doctors: part,
    nurses: part,
    pharmacists: part,
    insured: 2 * part,
  };
  const samples = makeSamples({ seed: 1, size, penalties: 0, findings: 0, today: dayOf(new Date()) });
  for (const { source, name, bytes } of samples.filter((one) => one.source === 'registry'))
    await sender.follow(await sender.submit(source, name, bytes));
  await untilInSync(sender, 900);
}
