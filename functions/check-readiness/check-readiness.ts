import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { BreakerState } from '../../lib/delivery/index.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { Fault } from '../../lib/shared/fault.ts';
import type { ReadinessChecks } from '../../schemas/readiness.ts';

/** A request to something that work depends on. It throws when that does not work. */
type Check = () => Promise<unknown>;
export type Breakers = Readonly<Record<Receiver, BreakerState | undefined>>;

export interface ReadinessDeps {
  readonly runtime: Pick<Runtime, 'clock' | 'log'>;
  readonly checks: Readonly<Record<'queues' | 'bucket' | 'keys', Check>>;
  /** The circuit breakers of the receivers, as the table has them. */
  readonly breakers: () => Promise<Breakers>;
  /** Milliseconds for each check. */
  readonly timeLimit: number;
}

/** Seconds for which an answer is given again, so that it costs little to be asked often. */
const freshSeconds = 5;

/** Looks at everything that work depends on, at once. Whoever asks while it looks gets the same answer. */
export function createReadiness(deps: ReadinessDeps): () => Promise<ReadinessChecks> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<ReadinessChecks> | undefined;
  return () => {
    const now = deps.runtime.clock().getTime();
    if (answer && Math.abs(now - lookedAt) < freshSeconds * 1000) return answer;
    lookedAt = now;
    answer = look(deps);
    return answer;
  };
}

async function look({ runtime, checks, breakers, timeLimit }: ReadinessDeps): Promise<ReadinessChecks> {
  const tried = async <T>(part: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await within(timeLimit, work());
    } catch (error) {
      runtime.log.warn('part.failing', { part, code: error instanceof Fault ? error.code : 'no-answer' });
      return undefined;
    }
  };
  const stateOf = async (part: keyof typeof checks): Promise<'ok' | 'failing'> =>
    (await tried(part, async () => checks[part]().then(() => true))) ? 'ok' : 'failing';
  const [known, queues, bucket, keys] = await Promise.all([
    tried('table', breakers),
    stateOf('queues'),
    stateOf('bucket'),
    stateOf('keys'),
  ]);
  const table = known ? 'ok' : 'failing';
  const [directory, settlement] = [receiverState(known, 'directory'), receiverState(known, 'settlement')];
  return { table, queues, bucket, keys, directory, settlement };
}

const receiverState = (known: Breakers | undefined, receiver: Receiver): ReadinessChecks[Receiver] => {
  if (!known) return 'unknown';
  return known[receiver]?.state === 'open' ? 'breaker-open' : 'ok';
};

/** @throws Error when the work takes longer */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Parts without which nothing is taken in or answered. */
export const failingParts = ({ table, queues, bucket, keys }: ReadinessChecks): string[] =>
  Object.entries({ table, queues, bucket, keys }).flatMap(([part, state]) => (state === 'ok' ? [] : [part]));
