import { finding } from '../../support/records.ts';
import { randomOf } from '../kernel/chance.ts';
import { cast, registryRows } from './cast.ts';
import type { Desk } from './officers.ts';
import type { Act, Step } from './steps.ts';
import { isUpgraded } from './upgrades.ts';

const minute = 60_000;
const newName = '达娃次仁';

/** In few sequences batches come again after an officer decided and the registry gave a new name. */
export const comesAgain = (seed: number): boolean =>
  !isUpgraded(seed) && randomOf(seed, 'again').chance(0.05);

/** The steps, with rows that name a doctor otherwise, decisions about what waits, the doctor's new name, and the batches again. */
export function withBatchesAgain(seed: number, steps: readonly Step[]): readonly Step[] {
  if (!comesAgain(seed)) return steps;
  const random = randomOf(seed, 'batches again');
  let at = random.below((steps.at(-1)?.at ?? 0) + minute);
  const officers = (kind: Exclude<Act['kind'], 'send'>): Act => ({ kind, seed: random.below(1_000_000) });
  const otherwise = { category: 'doctor', ...cast.doctor, name: newName };
  const rows = [0, 1].map((more) =>
    finding(900 + 2 * random.below(40) + more, otherwise, 'dr.complaint', { count: 1 + more }),
  );
  const renamed = registryRows.map((row) => (row['id'] === cast.doctor.id ? { ...row, name: newName } : row));
  const acts: readonly Act[] = [
    { kind: 'send', source: 'registry', rows: registryRows, asFile: true },
    { kind: 'send', source: 'medical-insurance', rows, asFile: random.chance(0.5) },
    officers('row-decision'),
    officers('row-decision'),
    { kind: 'send', source: 'registry', rows: renamed, asFile: true },
    officers('batches-again'),
    officers('row-decision'),
  ];
  const more = acts.map((act): Step => {
    at += random.pick([minute, 3 * minute, 10 * minute]);
    return { at, act };
  });
  return [...steps, ...more].sort((a, b) => a.at - b.at);
}

/** The newest of them, so that a sequence does not become long. */
const batchesMost = 20;

/** The queue brings batches of rows once more. */
export async function repeatBatches({ world, random }: Desk): Promise<string> {
  const bodies = world.queues.bodies.filter((body) => body.includes('"batch":') && body.includes('"rows":'));
  for (const body of bodies.slice(-batchesMost)) if (random.chance(0.7)) world.queues.send('records', body);
  return bodies.length > 0 ? 'done' : 'nothing to do';
}
