import { checksOf } from './checks/index.ts';
import { whatIsDue } from './checks/rest.ts';
import { randomOf } from './kernel/chance.ts';
import { weathers } from './kernel/faults.ts';
import { World } from './kernel/world.ts';
import type { Plant } from './plants.ts';
import { type Outside, perform, repeatUnanswered, upgradeAnew } from './workload/perform.ts';
import { type Plan, planOf } from './workload/steps.ts';

export interface SequenceOptions {
  readonly seed: number;
  /** The plan of the seed, or a part of it. */
  readonly plan?: Plan;
  /** The faults that may happen: `kind@occasion`. Without it, those of the weather. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly keepsTrace?: boolean | undefined;
  /** Bytes of a page of the table; fewer than DynamoDB's make every folder a large one. */
  readonly pageBytes?: number | undefined;
  /** A known bug that is planted, to see that it is found. */
  readonly plant?: Plant | undefined;
}

export interface Result {
  readonly seed: number;
  readonly plan: Plan;
  /** What did not hold. Empty when everything did. */
  readonly broken: readonly string[];
  readonly digest: string;
  readonly faults: readonly string[];
  readonly steps: number;
  readonly outside: Outside;
  readonly world: World;
}

const ticksAtMost = 200;
const minute = 60_000;
const longest = 4 * 24 * 60 * minute;
const restMost = 30 * minute;

/** Does a sequence: the steps of its plan with its faults, then rest, then the checks. */
export async function runSequence(options: SequenceOptions): Promise<Result> {
  const { seed, plan = planOf(seed), only, keepsTrace, pageBytes } = options;
  const { begins: now, settings } = plan;
  const world = new World({
    seed,
    now,
    weather: weathers[plan.weather] ?? {},
    only,
    settings,
    keepsTrace,
    pageBytes,
  });
  options.plant?.(world);
  const outside: Outside = {
    sent: [],
    receipts: [],
    decided: [],
    cases: [],
    unanswered: [],
    acts: new Map(),
  };
  await world.begin();
  const clockwork = startClockwork(world);
  const acting = plan.steps.map(
    (step) =>
      new Promise<void>((resolve, reject) => {
        world.kernel.after(step.at, () => {
          world.kernel.trace(`step ${step.act.kind}`);
          clockwork.soon();
          perform(step, world, outside).then(resolve, reject);
        });
      }),
  );
  const acted = Promise.all(acting);
  let isActed = false;
  const failure: string[] = [];
  acted.then(
    () => {
      isActed = true;
    },
    (error: unknown) => {
      isActed = true;
      failure.push(`the workload failed: ${error instanceof Error ? error.stack : String(error)}`);
    },
  );
  await clockwork.until(() => isActed && world.kernel.now >= plan.begins + lastOf(plan));
  const rest = await clockwork.rest(outside);
  const broken = [...failure, ...rest, ...(await checksOf(world, outside, plan))];
  return {
    seed,
    plan,
    broken,
    digest: world.kernel.digest(),
    faults: [...world.kernel.faults.happened],
    steps: world.kernel.steps,
    outside,
    world,
  };
}

const lastOf = ({ steps }: Plan): number => steps.at(-1)?.at ?? 0;

/** Moves the time on, and calls what runs by the clock. */
function startClockwork(world: World) {
  const { kernel, queues, functions } = world;
  let ticks = 0;
  let interval = minute;
  let callsBefore = 0;
  let isResting = false;
  const random = randomOf(kernel.seed, 'clock');
  const tick = (): void => {
    ticks++;
    clockError();
    const pushing = world.subscribers.orders.size > 0 ? (['push-changes'] as const) : [];
    const calls: Promise<unknown>[] = (['sweep', 'anchor-ledger', ...pushing] as const).flatMap((name) =>
      world.callsOf(name) === 0 ? [world.call(name, { source: 'aws.events' })] : [],
    );
    if (random.chance(0.02)) calls.push(world.call('reconcile', { source: 'aws.events' }));
    Promise.all(calls).then(() => {
      const isQuiet = functions.calls === callsBefore + calls.length && queues.isEmpty;
      callsBefore = functions.calls;
      // Real schedules run every minute. Where nothing happens for days, most of their calls are left out.
      interval = Math.min(interval * (isQuiet ? 4 : 1.3), isResting ? restMost : longest);
      kernel.after(interval, tick);
    });
  };
  const clockError = (): void => {
    if (functions.clockError !== 0 || !kernel.fault(`tick ${ticks}`, ['clock-back'])) return;
    functions.clockError = -1000 * (1 + random.below(600));
    kernel.after(5 * minute, () => {
      functions.clockError = 0;
    });
  };
  kernel.after(minute / 2, tick);
  const move = async (): Promise<void> => {
    await kernel.untilIdle();
    kernel.moveTo(kernel.nextAt(queues.nextAt()));
  };
  return {
    soon(): void {
      interval = minute;
    },
    async until(isDone: () => boolean): Promise<void> {
      while (!isDone()) await move();
    },
    /** Faults cease; time passes until nothing is due any more. @returns what is due for ever */
    async rest(outside: Outside): Promise<string[]> {
      kernel.faults.isOn = false;
      isResting = true;
      functions.clockError = 0;
      interval = minute;
      world.redriven += queues.redrive();
      // Longer than a key may be in the making: only then is the order to make one taken again.
      kernel.moveTo(kernel.now + 20 * minute);
      let failed: string[] | undefined;
      repeatUnanswered(world, outside).then((found) => {
        failed = found;
      });
      while (failed === undefined) await move();
      if (failed.length > 0) return failed;
      const last = ticks + ticksAtMost;
      let due: string[] = [];
      let isUpgradedAnew = false;
      for (let quiet = 0; ticks < last; ) {
        const before = ticks;
        while (ticks === before) await move();
        await kernel.untilIdle();
        due = world.isIdle ? await whatIsDue(world) : ['a function runs'];
        world.redriven += queues.redrive();
        quiet = due.length === 0 ? quiet + 1 : 0;
        if (quiet === 2 && isUpgradedAnew) return [];
        if (quiet === 2) {
          isUpgradedAnew = true;
          if (upgradeAnew(world)) quiet = 0;
          else return [];
        }
      }
      return due.map((what) => `after ${ticksAtMost} sweeps it is not at rest: ${what}`);
    },
  };
}
