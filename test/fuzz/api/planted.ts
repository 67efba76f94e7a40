import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../infra/cli/client.ts';
import { makeSamples } from '../../../infra/samples/feeds.ts';
import { makePopulation, type Population, type Size } from '../../../infra/samples/population.ts';
import { createRandom } from '../../../infra/samples/random.ts';
import { dayOf } from '../../../lib/shared/day.ts';
import { scannedPdf } from '../../support/attachment-files.ts';
import { settled } from '../../support/settled.ts';

const seed = 20260101;
/** The demo's samples, a sixth of them: the fuzzer needs one of each thing, not many. */
const size: Size = { hospitals: 40, pharmacies: 30, doctors: 100, nurses: 70, pharmacists: 40, insured: 180 };

/** A request that the connector understands, to begin from: parameters by name, and a body. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The people and institutions of the samples. */
export const samplePopulation = (): Population => makePopulation(createRandom(seed), size);

/** Loads the demo's samples. @returns the run of each file */
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
  await settled(client, 120);
  return runs;
}

/** Waits until the connector has worked off what it was sent: deliveries, and what follows from them. */
export const quietened = (client: Client): Promise<void> => settled(client, 120);

/** One of each thing that an address can name, and requests about them, by route. */
export async function plantExamples(
  client: Client,
  { runs, year, attachmentId }: { runs: readonly string[]; year: number; attachmentId: string },
): Promise<Readonly<Record<string, Example>>> {
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, string>> =>
    (await client.call(method, path, body)) as Record<string, string>;
  const first = async (path: string, list: string): Promise<string> =>
    ((await client.call('GET', path)) as Record<string, { id: string }[]>)[list]?.[0]?.id ?? '';
  const { subject, applicant, fact } = await someoneWithDecisions(client);
  const objectionRequest = { subject, applicant, grounds: '事实有误' };
  const repairRequest = {
    subject,
    applicant,
    decisions: [{ fact }],
    grounds: '已整改',
    attachments: { form: attachmentId, proofs: [attachmentId], commitment: attachmentId },
  };
  const trialRequest = { cycle: year, policy: { 'cycle.late-evidence': 'reopen' } };
  const objection = { id: (await call('POST', '/v1/objections', objectionRequest))['id'] ?? '' };
  const repair = { id: (await call('POST', '/v1/repairs', repairRequest))['id'] ?? '' };
  const trial = { id: (await call('POST', '/v1/trials', trialRequest))['id'] ?? '' };
  await call('POST', `/v1/cycles/${year}/evaluation`);
  await rehearsed(client, year);
  const cycle = { year: String(year) };
  const row = { id: await first('/v1/quarantine?kind=row', 'items') };
  const delivery = { id: await first('/v1/deliveries', 'deliveries') };
  const run = { runId: runs[1] ?? '' };
  const { category: _category, ...party } = subject;
  return {
    'POST /v1/grades/query': {
      body: { purpose: 'supervision', reference: '2026-1', subjects: [{ ...party, name: applicant.name }] },
    },
    'POST /v1/files/query': { body: { ...subject, reason: '核查' } },
    'POST /v1/objections': { body: objectionRequest },
    'POST /v1/repairs': { body: repairRequest },
    'POST /v1/trials': { body: trialRequest },
    'GET /v1/attachments/{attachment}': { params: { attachment: attachmentId } },
    ...of('/v1/feeds/runs/{runId}', run, ['GET ', 'GET /answer', 'POST /release']),
    ...of('/v1/objections/{id}', objection, ['GET ', 'GET /notice', 'POST /decision']),
    ...of('/v1/repairs/{id}', repair, ['GET ', 'GET /notice', 'POST /extension']),
    ...of('/v1/repairs/{id}', repair, ['POST /decision', 'POST /notice-objection']),
    ...of('/v1/trials/{id}', trial, ['GET ', 'GET /picture']),
    ...of('/v1/cycles/{year}', cycle, ['GET ', 'GET /picture', 'GET /statistics', 'GET /results']),
    ...of('/v1/cycles/{year}', cycle, ['POST /evaluation', 'POST /release', 'POST /abandonment']),
    ...of('/v1/calendar/{year}', cycle, ['GET ', 'POST ']),
    ...of('/v1/quarantine/{id}', row, ['GET ', 'POST /correction', 'POST /dismissal', 'POST /undo']),
    ...of('/v1/deliveries/{id}', delivery, ['POST /retry', 'POST /release', 'POST /refusal']),
  };
}

/** Hands over a piece of evidence. @returns its id */
export async function keepEvidence(apiUrl: string, token: string): Promise<string> {
  const response = await fetch(`${apiUrl}/v1/attachments/form.pdf`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
    body: scannedPdf,
  });
  if (!response.ok) throw new Error(`the evidence was refused: ${await response.text()}`);
  return ((await response.json()) as { attachmentId: string }).attachmentId;
}

const of = (path: string, params: Readonly<Record<string, string>>, routes: readonly string[]) =>
  Object.fromEntries(
    routes.map((route) => {
      const [method, rest] = route.split(' ');
      return [`${method} ${path}${rest}`, { params }];
    }),
  );

/** A pharmacy of the samples that has a decision, and its representative's name. */
async function someoneWithDecisions(client: Client) {
  for (const { category, id, name } of samplePopulation().institutions) {
    const subject = { scheme: 'uscc', id, category } as const;
    const file = (await client.call('POST', '/v1/files/query', { ...subject, reason: '核查' })) as {
      dishonesty: { key: string; status: string }[];
    };
    const fact = file.dishonesty.find(({ status }) => status === 'standing')?.key;
    if (fact) return { subject, applicant: { capacity: 'self', name, scheme: 'uscc', id }, fact } as const;
  }
  throw new Error('no institution of the samples has a decision');
}

async function rehearsed(client: Client, year: number): Promise<void> {
  for (let left = 600; left > 0; left--) {
    const { phase } = (await client.call('GET', `/v1/cycles/${year}`)) as { phase: string };
    if (phase === 'review') return;
    await pause(100);
  }
  throw new Error(`the rehearsal of ${year} did not end within a minute`);
}
