import type { Random } from '../../../infra/samples/random.ts';
import { randomOf } from '../kernel/chance.ts';
import { withBatchesAgain } from './again.ts';
import { staffRows } from './cast.ts';
import type { Statement } from './rows.ts';
import { crowdOf, type Sending, sending, wholeRegistry } from './sendings.ts';
import { withSubscribers } from './subscriptions.ts';
import { isUpgraded, upgradeActs } from './upgrades.ts';

type OfficersAct =
  | 'row-decision'
  | 'run-decision'
  | 'ruling'
  | 'case'
  | 'case-decision'
  | 'query'
  | 'evaluation'
  | 'rotation'
  | 'reconciliation'
  | 'redo'
  | 'earlier-layout'
  | 'upgrade'
  | 'upgrade-messages-again'
  | 'batches-again'
  | 'subscribe'
  | 'subscription-change';

/** What somebody outside does. `seed` chooses among what there is when it happens. */
export type Act = Sending | { readonly kind: OfficersAct; readonly seed: number };

/** A step of a sequence, at milliseconds after its begin. */
export interface Step {
  readonly at: number;
  readonly act: Act;
}

/** A sequence as it is planned: everything follows from it and from its faults. */
export interface Plan {
  readonly begins: number;
  readonly weather: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** Noon of an ordinary day; shortly before midnight in Shanghai; shortly before the year's end there. */
const begins = [
  '2026-06-30T04:00:00Z',
  '2026-09-14T15:59:30Z',
  '2026-12-31T15:59:20Z',
  '2026-12-30T15:58:00Z',
] as const;
const weatherNames = ['drizzle', 'rain', 'rain', 'storm', 'killing', 'unanswered', 'slow', 'liars'] as const;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Mostly at once or soon, so that steps meet; sometimes much later. */
const gap = (random: Random): number =>
  random.pick([0, 0, 0, second / 2, 2 * second, 20 * second, 90 * second, hour, day, random.below(40) * day]);

/** Officers act on what is there by then. */
const officersGap = (random: Random): number => random.pick([0, minute, 10 * minute, hour, hour, 3 * day]);

/** The plan of a seed. */
export function planOf(seed: number): Plan {
  const random = randomOf(seed, 'plan');
  const begin = Date.parse(random.pick(begins));
  const hasOfficers = random.chance(0.75);
  const steps: Step[] = [];
  const said: Statement[] = [];
  let at = 0;
  const count = 4 + random.below(16);
  const add = (act: Act): void => {
    steps.push({ at, act });
    at += gap(random);
  };
  if (random.chance(0.8)) add(wholeRegistry);
  if (random.chance(0.2)) {
    add({ kind: 'send', source: 'registry', rows: staffRows, asFile: true });
    for (let more = 1 + random.below(3); more > 0; more--)
      add({ kind: 'send', ...crowdOf('staff', said, random), asFile: random.chance(0.5) });
  }
  while (steps.length < count) {
    // Officers have something to do once some records are there.
    if (!hasOfficers || said.length < 4 || random.chance(0.5)) add(sending(said, random, hasOfficers));
    else
      for (const kind of random.pick(officersActs)) {
        at += officersGap(random);
        if (kind === 'evaluation') at = Math.max(at, yearsEnd - begin);
        add({ kind, seed: random.below(1_000_000) });
      }
  }
  return {
    begins: begin,
    weather: random.pick(weatherNames),
    settings: {
      SUSPENSION_MODE: random.pick(['automatic', 'four-eyes', 'four-eyes']),
      LATE_EVIDENCE: random.pick(['carry', 'reopen']),
      FIRST_CYCLE: '2026',
    },
    steps: isUpgraded(seed) ? upgradeSteps(seed) : withSubscribers(seed, withBatchesAgain(seed, steps)),
  };
}

/** In few sequences: a region that earlier releases have filled is upgraded while it works. */
function upgradeSteps(seed: number): Step[] {
  let at = 0;
  return upgradeActs(seed).map(({ act, after }) => {
    at += after;
    return { at, act };
  });
}

/** Only then a year can be evaluated. */
const yearsEnd = Date.parse('2027-01-01T00:00:00+08:00');

/** What officers do one after the other, others between them. */
const officersActs: readonly (readonly OfficersAct[])[] = [
  ['row-decision'],
  ['row-decision', 'ruling'],
  ['row-decision', 'row-decision', 'row-decision'],
  ['run-decision'],
  ['ruling'],
  ['ruling', 'ruling'],
  ['case', 'case-decision', 'ruling'],
  ['case', 'case-decision', 'case-decision'],
  ['case', 'case', 'ruling'],
  ['query'],
  ['evaluation', 'evaluation', 'evaluation'],
  ['rotation'],
  ['reconciliation'],
  ['redo'],
];
