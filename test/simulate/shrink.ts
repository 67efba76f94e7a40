import { type Result, runSequence, type SequenceOptions } from './sequence.ts';
import type { Act, Plan, Step } from './workload/steps.ts';

export interface Shrunk {
  readonly result: Result;
  readonly runs: number;
}

/**
 * Leaves out steps, rows and faults of a sequence that fails, as long as it still fails (delta debugging, Zeller and
 * Hildebrandt 2002).
 */
export async function shrink(
  failed: Result,
  { runsMost = 250, ...options }: Pick<SequenceOptions, 'plant' | 'pageBytes'> & { runsMost?: number } = {},
): Promise<Shrunk> {
  let best = failed;
  let runs = 0;
  const fails = async (plan: Plan, faults: readonly string[]): Promise<boolean> => {
    if (runs >= runsMost) return false;
    runs++;
    const only = new Set(faults);
    const next = await runSequence({ seed: failed.seed, plan, only, keepsTrace: true, ...options });
    if (next.broken.length > 0) best = next;
    return next.broken.length > 0;
  };
  const withSteps = (steps: readonly Step[]): Plan => ({ ...best.plan, steps });
  if (!(await fails(failed.plan, failed.faults))) return { result: failed, runs };
  // New faults may happen once a step is gone, but none that did not happen before: a sequence only gets shorter.
  await leavingOut(
    () => best.plan.steps,
    (steps) => fails(withSteps(steps), best.faults),
  );
  await fails(best.plan, []);
  await leavingOut(
    () => best.faults,
    (faults) => fails(best.plan, faults),
  );
  await leavingOut(
    () => best.plan.steps,
    (steps) => fails(withSteps(steps), best.faults),
  );
  for (const index of best.plan.steps.keys())
    await leavingOut(
      () => rowsOf(best.plan.steps[index]?.act),
      (rows) => fails(withSteps(withRows(best.plan.steps, index, rows)), best.faults),
    );
  await fails(withSteps(best.plan.steps.map((step) => ({ ...step, at: 0 }))), best.faults);
  return { result: best, runs };
}

/** Leaves out chunks of a list, large ones first, as long as what is left fails. */
async function leavingOut<T>(
  now: () => readonly T[],
  fails: (left: readonly T[]) => Promise<boolean>,
): Promise<void> {
  for (let size = Math.ceil(now().length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < now().length; ) {
      const all = now();
      if (!(await fails([...all.slice(0, start), ...all.slice(start + size)]))) start += size;
    }
  }
}

const rowsOf = (act: Act | undefined) => (act?.kind === 'send' && act.rows.length > 1 ? act.rows : []);

const withRows = (steps: readonly Step[], index: number, rows: readonly object[]): Step[] =>
  steps.map((step, at) => {
    const isIt = at === index && step.act.kind === 'send' && rows.length > 0;
    return isIt ? ({ ...step, act: { ...step.act, rows } } as Step) : step;
  });
