import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../infra/cli/client.ts';
import { makeSamples } from '../../../infra/samples/feeds.ts';
import { makePopulation, type Population, type Size } from '../../../infra/samples/population.ts';
import { createRandom } from '../../../infra/samples/random.ts';
import type { Category } from '../../../lib/shared/category.ts';
import { dayOf } from '../../../lib/shared/day.ts';
import { scanOf } from '../../support/attachment-files.ts';
import { untilInSync } from '../../support/until-in-sync.ts';

const seed = 20260101;
/** A sixth of the demo's samples: the fuzzer needs one of each thing, not many. */
const size: Size = { hospitals: 40, pharmacies: 30, doctors: 100, nurses: 70, pharmacists: 40, insured: 180 };

/** A request that the connector understands, as a start for the fuzzer: parameters by name, and a body. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The people and institutions of the samples. */
export const samplePopulation = (): Population => makePopulation(createRandom(seed), size);

/**
 * Loads the demo's samples.
 * @returns the run of each file
 */
export async function loadSamples(client: Client): Promise<string[]> {
  const runs: string[] = [];
  for (const { source, name, bytes } of makeSamples({
    seed,
    size,
    penalties: 60,
    findings: 80,
    today: dayOf(new Date()),
  })) {
    const { runId, status } = await client.follow(await client.submit(source, name, bytes));
    if (status !== 'completed') throw new Error(`the run of ${name} is ${status}`);
    runs.push(runId);
  }
  await untilInSync(client, 120);
  return runs;
}

/** Waits until no delivery is pending. */
export const untilDelivered = (client: Client): Promise<void> => untilInSync(client, 120);

/** One of each thing that an address can name, and requests about them, by route. */
export async function plantExamples(
  client: Client,
  { runs, year, evidence }: { runs: readonly string[]; year: number; evidence: Evidence },
): Promise<Readonly<Record<string, Example>>> {
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, string>> =>
    (await client.call(method, path, body)) as Record<string, string>;
  const idsIn = async (path: string, list: string): Promise<string[]> =>
    ((await client.call('GET', path)) as Record<string, { id: string }[]>)[list]?.map(({ id }) => id) ?? [];
  const created = async (path: string, body: unknown) => ({
    id: (await call('POST', path, body))['id'] ?? '',
  });
  const [first, second, third] = await withDecisions(client);
  const { subject, applicant, documentNumber } = third;
  const objecting = ({ subject, applicant }: Decided) => ({ subject, applicant, grounds: '事实有误' });
  const repairing = ({ subject, applicant, fact }: Decided) => ({
    subject,
    applicant,
    decisions: [{ fact }],
    grounds: '已整改',
    attachments: evidence,
  });
  const trialRequest = { cycle: year, policy: { 'score.cap': '102' } };
  const policyRequest = {
    parameter: 'downgrade.absence',
    value: 'break',
    from: `${year + 2}-01-01`,
    reason: '试行',
  };
  // Nobody listens there.
  const subscriptionRequest = (name: string) => ({
    url: `http://127.0.0.1:9/${name}`,
    purpose: 'supervision',
  });
  const subscribed = (name: string) => created('/v1/subscriptions', subscriptionRequest(name));
  const objection = await created('/v1/objections', objecting(first));
  const repair = await created('/v1/repairs', repairing(first));
  const slowRepair = await created('/v1/repairs', repairing(second));
  const trial = await created('/v1/trials', trialRequest);
  const comparison = await created('/v1/convergence', undefined);
  const policy = await created('/v1/policies', policyRequest);
  const otherPolicy = await created('/v1/policies', policyRequest);
  await call('POST', `/v1/cycles/${year}/evaluation`);
  await rehearsed(client, year);
  const [corrected = '', dismissed = '', undone = ''] = await idsIn('/v1/quarantine?kind=row', 'items');
  const why = { reason: '核查' };
  await call('POST', `/v1/quarantine/${undone}/dismissal`, why);
  const [inSync = ''] = await idsIn('/v1/deliveries', 'deliveries');
  const [released = inSync, refused = inSync] = await idsIn('/v1/deliveries?state=held', 'deliveries');
  const cycle = { year: String(year) };
  const run = { runId: runs[1] ?? '' };
  const { category: _category, ...party } = subject;
  const other = samplePopulation().institutions.find(({ id }) => id !== subject.id);
  return {
    'POST /v1/grades/query': {
      body: { purpose: 'supervision', reference: '2026-1', subjects: [{ ...party, name: applicant.name }] },
    },
    'POST /v1/files/query': { body: { ...subject, ...why } },
    'POST /v1/objections': { body: objecting(third) },
    ...of('/v1/objections/{id}', objection, ['GET ', 'GET /notice']),
    'POST /v1/objections/{id}/effect': { params: objection, body: { decisions: [{ fact: first.fact }] } },
    'POST /v1/objections/{id}/decision': { params: objection, body: { verdict: 'refused', ...why } },
    'POST /v1/repairs': { body: repairing(third) },
    ...of('/v1/repairs/{id}', repair, ['GET ', 'GET /notice', 'GET /effect']),
    'POST /v1/repairs/{id}/extension': { params: slowRepair, body: why },
    'POST /v1/repairs/{id}/decision': {
      params: repair,
      body: { verdict: 'refused', ground: 'other', article: '第二十九条', ...why },
    },
    'POST /v1/repairs/{id}/notice-objection': { params: repair, body: { grounds: '有异议' } },
    'GET /v1/attachments/{attachment}': { params: { attachment: evidence.form } },
    ...of('/v1/feeds/runs/{runId}', run, ['GET ', 'GET /answer']),
    'POST /v1/feeds/{source}/preview': { params: { source: 'registry' } },
    'GET /v1/feeds/runs/{runId}/findings': { params: run },
    'POST /v1/feeds/runs/{runId}/withdrawal': { params: { runId: await heldRun(client) } },
    'POST /v1/feeds/runs/{runId}/release': { params: { runId: await heldRun(client) } },
    'POST /v1/trials': { body: trialRequest },
    ...of('/v1/trials/{id}', trial, ['GET ', 'GET /picture']),
    ...of('/v1/cycles/{year}', cycle, [
      'GET ',
      'GET /picture',
      'GET /statistics',
      'GET /missing-values',
      'GET /results',
    ]),
    // A year has one evaluation. This request releases it, so it can no longer be begun or abandoned.
    'POST /v1/cycles/{year}/release': { params: cycle, body: { rehearsal: 1, ...why } },
    'POST /v1/subscriptions': { body: subscriptionRequest('made') },
    'GET /v1/subscriptions/{id}': { params: await subscribed('shown') },
    'POST /v1/subscriptions/{id}/state': { params: await subscribed('steered'), body: { state: 'paused' } },
    'POST /v1/subscriptions/{id}/secret': { params: await subscribed('secret') },
    'POST /v1/subscriptions/{id}/replay': { params: await subscribed('replayed'), body: { after: '' } },
    'POST /v1/subscriptions/{id}/test': { params: await subscribed('tested') },
    'POST /v1/policies': { body: policyRequest },
    'GET /v1/policies/{id}': { params: policy },
    'POST /v1/policies/{id}/release': { params: policy, body: why },
    'POST /v1/policies/{id}/abandonment': { params: otherPolicy, body: why },
    'GET /v1/forms/{form}': { params: { form: 'repair' } },
    'GET /console/{asset}': { params: { asset: await anAsset(client) } },
    'GET /v1/feeds/{source}/template': { params: { source: 'market-supervision' } },
    'POST /v1/repairs/{id}/objection': { params: repair, body: { applicant, grounds: '有异议' } },
    'GET /v1/calendar/{year}': { params: cycle },
    'POST /v1/calendar/{year}': {
      params: cycle,
      body: { scope: '54', off: [`${year}-03-03`], work: [], document: '通知', ...why },
    },
    'GET /v1/quarantine/{id}': { params: { id: corrected } },
    'POST /v1/quarantine/{id}/reveal': { params: { id: corrected }, body: why },
    'POST /v1/quarantine/{id}/effect': { params: { id: corrected }, body: { holds: true } },
    'POST /v1/quarantine/decisions': {
      body: { source: 'registry', waitingFor: 'x', act: 'dismissal', ids: [dismissed], ...why },
    },
    'POST /v1/quarantine/{id}/correction': { params: { id: corrected }, body: { values: {}, ...why } },
    'POST /v1/quarantine/{id}/dismissal': { params: { id: dismissed }, body: why },
    'POST /v1/quarantine/{id}/undo': { params: { id: undone }, body: why },
    'POST /v1/records/move': {
      body: { documentNumber, from: party, to: { scheme: 'uscc', id: other?.id, name: other?.name }, ...why },
    },
    'POST /v1/deliveries/{id}/retry': { params: { id: inSync } },
    'GET /v1/convergence/{id}/differences': { params: { id: comparison.id } },
    'POST /v1/convergence/differences/{id}/repair': {
      params: { id: `${comparison.id}.directory.0.0` },
      body: { reason: '核实' },
    },
    'POST /v1/deliveries/{id}/release': { params: { id: released }, body: why },
    'POST /v1/deliveries/{id}/refusal': { params: { id: refused }, body: why },
  };
}

/** The ids of the three documents of an application for repair. */
interface Evidence {
  readonly form: string;
  readonly proofs: readonly string[];
  readonly commitment: string;
}

export const keepEvidence = async (apiUrl: string, token: string): Promise<Evidence> => ({
  form: await keepScan(apiUrl, token, 'form'),
  proofs: [await keepScan(apiUrl, token, 'proof')],
  commitment: await keepScan(apiUrl, token, 'commitment'),
});

/** Uploads an attachment. @returns its id */
async function keepScan(apiUrl: string, token: string, title: string): Promise<string> {
  const response = await fetch(`${apiUrl}/v1/attachments/form.pdf`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
    body: new Uint8Array(scanOf(title)),
  });
  if (!response.ok) throw new Error(`the evidence was refused: ${await response.text()}`);
  return ((await response.json()) as { attachmentId: string }).attachmentId;
}

/** Sends a file with an unknown column, which is held until it is released. */
async function heldRun(client: Client): Promise<string> {
  const [subject] = samplePopulation().institutions;
  const record = { category: 'pharmacy', scheme: 'uscc', id: subject?.id, name: subject?.name, 神秘列: 'x' };
  const file = new TextEncoder().encode(JSON.stringify([record]));
  const { runId, status } = await client.follow(await client.submit('registry', 'held.json', file));
  if (status !== 'held') throw new Error(`a file with an unknown column is ${status}`);
  return runId;
}

const of = (path: string, params: Readonly<Record<string, string>>, routes: readonly string[]) =>
  Object.fromEntries(
    routes.map((route) => {
      const [method, rest] = route.split(' ');
      return [`${method} ${path}${rest}`, { params }];
    }),
  );

/** An institution with a decision in effect, and itself as the applicant. */
interface Decided {
  readonly subject: { readonly scheme: 'uscc'; readonly id: string; readonly category: Category };
  readonly applicant: { capacity: 'self'; name: string; scheme: 'uscc'; id: string };
  readonly fact: string;
  readonly documentNumber: string;
}

/** Three institutions of the samples that have findings of the bureau. */
async function withDecisions(client: Client): Promise<[Decided, Decided, Decided]> {
  const found: Decided[] = [];
  for (const { category, id, name } of samplePopulation().institutions) {
    const subject = { scheme: 'uscc', id, category } as const;
    const file = (await client.call('POST', '/v1/files/query', { ...subject, reason: '核查' })) as {
      dishonesty: { key: string; documentNumber: string; status: string; content: { kind: string } }[];
    };
    // The bureau repairs what it found itself (Art. 28).
    const decision = file.dishonesty.find(
      ({ status, content }) => status === 'standing' && content.kind === 'finding',
    );
    if (!decision) continue;
    const applicant = { capacity: 'self', name, scheme: 'uscc', id } as const;
    found.push({ subject, applicant, fact: decision.key, documentNumber: decision.documentNumber });
    const [first, second, third] = found;
    if (first && second && third) return [first, second, third];
  }
  throw new Error('fewer than three institutions of the samples have findings');
}

async function rehearsed(client: Client, year: number): Promise<void> {
  for (let left = 600; left > 0; left--) {
    const { phase } = (await client.call('GET', `/v1/cycles/${year}`)) as { phase: string };
    if (phase === 'review') return;
    await pause(100);
  }
  throw new Error(`the rehearsal of ${year} did not end within a minute`);
}

/** A script of the console: its name changes with its content. */
async function anAsset(client: Client): Promise<string> {
  const page = new TextDecoder().decode((await client.download('/console')).bytes);
  return /src="console\/([^"]+)"/.exec(page)?.[1] ?? '';
}
