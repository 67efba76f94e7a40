import { randomOf } from '../kernel/chance.ts';
import type { World } from '../kernel/world.ts';
import { type Answer, ask } from './api.ts';
import type { Row } from './cast.ts';
import { officersAct } from './officers.ts';
import type { Act, Step } from './steps.ts';
import { resumeSubscriptions } from './subscriptions.ts';

/** A file that an authority sent and was told to be taken. */
export interface Sent {
  readonly runId: string;
  readonly rows: readonly Row[];
  readonly source: string;
}

/** What the world outside knows at the end. */
export interface Outside {
  readonly sent: Sent[];
  /** Receipt ids of answers that disclosed something. */
  readonly receipts: string[];
  /** Ids of rows that somebody decided, and addresses of cases that somebody opened. */
  readonly decided: string[];
  readonly cases: string[];
  /** Orders of officers that nobody answered: they give them again. */
  readonly unanswered: Request[];
  /** Acts by kind and how they ended: `row-decision 200`. */
  readonly acts: Map<string, number>;
}

type Request = Parameters<typeof ask>[1];

const triesMost = 4;

/** Asks until there is an answer that is not an error of the connector, a few times at most. */
export async function persist(
  world: World,
  request: Request,
  tries = triesMost,
): Promise<Answer | undefined> {
  for (let count = 1; ; count++) {
    const answer = await ask(world, request);
    if ((answer && answer.status < 500) || count >= tries) return answer;
  }
}

/**
 * Officers give again what was not answered: what a call that was stopped has left is completed by repeating it.
 * @returns orders that fail although nothing else does
 */
export async function repeatUnanswered(world: World, { unanswered }: Outside): Promise<string[]> {
  const failed: string[] = [];
  for (const request of unanswered) {
    const answer = await ask(world, request);
    if (!answer || answer.status >= 500)
      failed.push(`${request.method} ${request.path} fails without a fault: ${JSON.stringify(answer?.json)}`);
  }
  await finishRotation(world);
  await resumeSubscriptions(world, (path, body) => ask(world, { method: 'POST', path, body, by: 'first' }));
  return failed;
}

/** A data key whose making was stopped is made by ordering it once more. */
async function finishRotation(world: World): Promise<void> {
  const [path, by] = ['/v1/keys/rotation', 'first'];
  const { json } = (await ask(world, { method: 'GET', path, by })) ?? {};
  if ((json as { state?: string } | undefined)?.state === 'making')
    await ask(world, { method: 'POST', path, by, body: { reason: '继续' } });
}

/**
 * Where an upgrade was made there is one more at the end, so that nothing is left outside the slots.
 * @returns whether it was ordered
 */
export function upgradeAnew(world: World): boolean {
  if (!world.functions.said.events.has('upgrade.started')) return false;
  void ask(world, { method: 'POST', path: '/v1/upgrade', by: 'first', body: { reason: '收尾' } });
  return true;
}

/** Does a step, as somebody outside would. */
export async function perform({ act }: Step, world: World, outside: Outside): Promise<void> {
  const status =
    act.kind === 'send' ? await send(act, world, outside) : await officersAct(act, world, outside);
  const key = `${act.kind} ${status}`;
  outside.acts.set(key, (outside.acts.get(key) ?? 0) + 1);
}

async function send(
  { source, rows, asFile }: Extract<Act, { kind: 'send' }>,
  world: World,
  { sent }: Outside,
): Promise<string> {
  const by = `authority-${source}`;
  const json = new TextEncoder().encode(JSON.stringify(rows));
  const request = asFile
    ? { method: 'PUT', path: `/v1/feeds/${source}/files/rows.json`, body: json, by }
    : { method: 'POST', path: `/v1/feeds/${source}/records`, body: { records: rows }, by };
  const answer = await persist(
    world,
    request,
    1 + randomOf(world.kernel.seed, `${source} ${rows.length}`).below(4),
  );
  if (answer?.status !== 202) return String(answer?.status ?? 'unanswered');
  sent.push({ runId: (answer.json as { runId: string }).runId, rows, source });
  return 'taken';
}
