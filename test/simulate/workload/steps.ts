import type { Random } from '../../../infra/samples/random.ts';
import type { Source } from '../../../lib/shared/source.ts';
import { randomOf } from '../kernel/chance.ts';
import type { Row } from './cast.ts';
import { chainRows, registryRows, staffRows } from './cast.ts';
import {
  further,
  institutionFinding,
  newStatement,
  registryOf,
  type Statement,
  staffFinding,
  wholeList,
} from './rows.ts';

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
  | 'redo';

/** What somebody outside does. `seed` chooses among what there is when it happens. */
export type Act =
  | {
      readonly kind: 'send';
      readonly source: Source;
      readonly rows: readonly Row[];
      readonly asFile: boolean;
    }
  | { readonly kind: OfficersAct; readonly seed: number };

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
    steps,
  };
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

const wholeRegistry: Act = { kind: 'send', source: 'registry', rows: registryRows, asFile: true };

function sending(said: Statement[], random: Random, mayRename: boolean): Act {
  const asFile = random.chance(0.5);
  if (random.chance(0.15))
    return { kind: 'send', source: 'registry', rows: registryOf(random, mayRename), asFile };
  if (random.chance(0.15)) return { kind: 'send', source: 'court', rows: wholeList(random), asFile };
  if (random.chance(0.1)) return { kind: 'send', ...crowd(said, random), asFile };
  if (random.chance(0.05)) return { kind: 'send', source: 'registry', rows: chainRows, asFile };
  if (random.chance(0.05)) return { kind: 'send', source: 'registry', rows: staffRows, asFile };
  const first = statement(said, random);
  const rows = [first.row];
  // A file has rows of one source and of one template.
  for (let more = random.below(4); more > 0; more--) {
    const next = statement(said, random);
    if (next.source === first.source) rows.push(next.row);
  }
  return { kind: 'send', source: first.source, rows, asFile };
}

/**
 * So many findings about one institution, or about its staff, that its file is projected from sums; and later words about
 * some of them.
 */
const crowd = (said: Statement[], random: Random): { source: Source; rows: Row[] } =>
  crowdOf(random.pick(['pharmacy', 'hospital', 'staff', 'staff']), said, random);

function crowdOf(
  who: 'pharmacy' | 'hospital' | 'staff',
  said: Statement[],
  random: Random,
): { source: Source; rows: Row[] } {
  const some = Array.from({ length: 20 + random.below(40) }, (_, index) => {
    const number = 1 + said.length + index;
    return who === 'staff' ? staffFinding(number, random) : institutionFinding(number, who, random);
  });
  said.push(...some);
  return { source: 'medical-insurance', rows: some.map(({ row }) => row) };
}

function statement(said: Statement[], random: Random): Statement {
  const known = said.length > 0 && random.chance(0.5) ? random.pick(said) : undefined;
  const next = known ? further(known, random) : newStatement(1 + said.length, random);
  said.push(next);
  return next;
}
