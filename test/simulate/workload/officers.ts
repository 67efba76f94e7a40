import type { Random } from '../../../infra/samples/random.ts';
import { randomOf } from '../kernel/chance.ts';
import type { World } from '../kernel/world.ts';
import { repeatBatches } from './again.ts';
import type { Answer } from './api.ts';
import { decideCase, openCase } from './cases.ts';
import { type Outside, persist } from './perform.ts';
import { decideRow, redoRows } from './rows-work.ts';
import type { Act } from './steps.ts';
import { changeSubscription, subscribe } from './subscriptions.ts';
import { repeatMessages, storeAsEarlier } from './upgrades.ts';

/** What somebody in the bureau has at hand. */
export interface Desk {
  readonly world: World;
  readonly random: Random;
  readonly outside: Outside;
  ask(method: string, path: string, body?: unknown, by?: string): Promise<Answer | undefined>;
}

/** What came of it: an answer, or in words. */
type Work = (desk: Desk) => Promise<Answer | undefined | string>;

export const officers = ['first', 'second', 'third'] as const;

const works: Readonly<Record<Exclude<Act['kind'], 'send'>, Work>> = {
  'row-decision': decideRow,
  'run-decision': decideRun,
  ruling: confirm,
  case: openCase,
  'case-decision': decideCase,
  query,
  evaluation: evaluate,
  rotation: ({ ask }) => ask('POST', '/v1/keys/rotation', { reason: '例行更换' }),
  reconciliation: ({ ask, random }) =>
    ask('POST', `/v1/receivers/${random.pick(['directory', 'settlement'])}/reconciliation`),
  redo: redoRows,
  'earlier-layout': storeAsEarlier,
  upgrade: ({ ask }) => ask('POST', '/v1/upgrade', { reason: '升级存量数据' }),
  'upgrade-messages-again': repeatMessages,
  'batches-again': repeatBatches,
  subscribe,
  'subscription-change': changeSubscription,
};

/** What officers and agencies do. @returns how it ended, for the coverage */
export async function officersAct(
  act: Exclude<Act, { kind: 'send' }>,
  world: World,
  outside: Outside,
): Promise<string> {
  const random = randomOf(act.seed, `officer ${act.kind}`);
  const somebody = random.pick(officers);
  const desk: Desk = {
    world,
    random,
    outside,
    async ask(method, path, body, by = somebody) {
      const request = { method, path, by, ...(body !== undefined && { body }) };
      const answer = await persist(world, request, 1 + random.below(3));
      if (method === 'POST' && (!answer || answer.status >= 500)) outside.unanswered.push(request);
      return answer;
    },
  };
  const ended = await works[act.kind](desk);
  if (typeof ended === 'string') return ended;
  if (!ended) return 'unanswered';
  const { code } = (ended.json ?? {}) as { code?: string };
  return ended.status < 300 ? 'done' : `${ended.status} ${code ?? ''}`;
}

/** Releases a run that is held, or withdraws it. */
async function decideRun({ ask, random }: Desk) {
  const held = await ask('GET', '/v1/feeds/runs?status=held');
  const { runs = [] } = (held?.json ?? {}) as { runs?: { runId: string }[] };
  if (runs.length === 0) return 'nothing to do';
  const { runId } = random.pick(runs);
  return ask('POST', `/v1/feeds/runs/${runId}/${random.chance(0.6) ? 'release' : 'withdrawal'}`);
}

interface Review {
  readonly kind: string;
  readonly decide: string;
  readonly proposedBy: readonly string[];
}

/** A second officer decides about something that the list shows. */
async function confirm({ ask, random }: Desk) {
  const answer = await ask('GET', '/v1/reviews');
  const { reviews = [] } = (answer?.json ?? {}) as { reviews?: Review[] };
  if (reviews.length === 0) return 'nothing to do';
  const { kind, decide, proposedBy } = random.pick(reviews);
  const [, released = ''] = decide.split(' ');
  const by = officers.find((officer) => !proposedBy.includes(officer)) ?? 'third';
  const reason = '已核对';
  if (kind === 'suspension') {
    const path = random.chance(0.6) ? released : released.replace('/release', '/refusal');
    return ask('POST', path, { reason }, by);
  }
  if (kind === 'finding') {
    const verdict = random.pick(['confirmed', 'refused']);
    return ask('POST', released, { verdict, reason }, by);
  }
  if (kind === 'evaluation') return ask('POST', released, { rehearsal: 1, reason }, by);
  if (kind === 'objection') return ask('POST', released, { verdict: 'upheld', reason }, by);
  if (kind === 'repair') return ask('POST', released, { verdict: 'granted', reason }, by);
  return ask('POST', released, { reason }, by);
}

/** An agency asks for grades. */
async function query({ ask, random, outside }: Desk) {
  const subjects = outside.sent
    .flatMap(({ rows, source }) => (source === 'medical-insurance' ? rows : []))
    .map(({ scheme, id, name }) => ({ scheme, id, name }));
  if (subjects.length === 0) return 'nothing to do';
  const answer = await ask(
    'POST',
    '/v1/grades/query',
    {
      purpose: random.pick(['supervision', 'licensing']),
      reference: 'A-1',
      subjects: [random.pick(subjects)],
    },
    'agency',
  );
  const { receiptId } = (answer?.json ?? {}) as { receiptId?: string };
  if (answer?.status === 200) outside.receipts.push(receiptId ?? 'none');
  return answer;
}

/** Begins the evaluation of the year, or releases what was rehearsed. */
async function evaluate({ ask, random }: Desk) {
  const path = '/v1/cycles/2026';
  const { json } = (await ask('GET', path)) ?? {};
  const { phase, rehearsal } = (json ?? {}) as { phase?: string; rehearsal?: number };
  if (phase === 'review' && random.chance(0.8))
    return ask('POST', `${path}/release`, { rehearsal, reason: '已核对' }, 'second');
  return ask('POST', `${path}/evaluation`, undefined, 'first');
}
