import type { Random } from '../../../infra/samples/random.ts';
import { outsideOf } from '../../support/unfold.ts';
import type { SimulatedTable } from '../engines/table.ts';
import { randomOf } from '../kernel/chance.ts';
import type { World } from '../kernel/world.ts';
import { cast, staffRows } from './cast.ts';
import type { Desk } from './officers.ts';
import { institutionFinding, penaltyOf, type Statement, staffFinding } from './rows.ts';
import { crowdOf, sending, wholeRegistry } from './sendings.ts';
import type { Act } from './steps.ts';

/** An act and the milliseconds between it and the one before. */
interface Timed {
  readonly act: Act;
  readonly after: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** These sequences are long. */
export const isUpgraded = (seed: number): boolean => randomOf(seed, 'upgrade').chance(0.04);

/**
 * Institutions with more than 32 decisions and links outside the slots, as an earlier release stored them, or because they came
 * before the registration. Then upgrades, with whatever else goes on.
 */
export function upgradeActs(seed: number): Timed[] {
  const random = randomOf(seed, 'upgrade acts');
  const said: Statement[] = [];
  const asFile = random.chance(0.5);
  const crowds = (...of: readonly Parameters<typeof crowdOf>[0][]): Act[] =>
    of.map((who) => ({ kind: 'send', ...crowdOf(who, said, random), asFile }));
  const staffed: Act = { kind: 'send', source: 'registry', rows: staffRows, asFile };
  const filled: Act[] = random.chance(0.5)
    ? [wholeRegistry, staffed, ...crowds('hospital', 'staff', random.pick(['staff', 'pharmacy'] as const))]
    : [staffed, ...crowds('staff', 'staff'), penalties(said, random), wholeRegistry];
  const hasOfficers = random.chance(0.3);
  return [
    ...filled.map((act) => ({ act, after: 7 * hour })),
    ...(random.chance(0.8) ? [officers('earlier-layout', random, hour)] : []),
    officers('upgrade', random, 20 * minute),
    ...Array.from({ length: 3 + random.below(6) }, () => beside(said, random, hasOfficers)),
  ];
}

const officers = (kind: Exclude<Act['kind'], 'send'>, random: Random, after: number): Timed => ({
  act: { kind, seed: random.below(1_000_000) },
  after,
});

const soon = [0, 0, 0, second / 4, second / 2, second, 2 * second, 20 * second, 90 * second, hour] as const;

/** What happens beside an upgrade. */
function beside(said: Statement[], random: Random, hasOfficers: boolean): Timed {
  const after = random.pick(soon);
  const kind = random.pick([
    'upgrade',
    'upgrade',
    'upgrade-messages-again',
    'rotation',
    'send',
    'send',
  ] as const);
  if (hasOfficers && random.chance(0.3))
    return officers(random.pick(['row-decision', 'redo', 'ruling', 'case'] as const), random, after);
  if (kind !== 'send') return officers(kind, random, after);
  return { act: random.chance(0.3) ? sending(said, random, hasOfficers) : few(said, random), after };
}

/** Some more about an institution that is being upgraded, or about its staff. */
function few(said: Statement[], random: Random): Act {
  const who = random.pick(['hospital', 'pharmacy', 'staff'] as const);
  const rows = Array.from({ length: 1 + random.below(3) }, (_, at) => {
    const number = 1 + said.length + at;
    return who === 'staff' ? staffFinding(number, random) : institutionFinding(number, who, random);
  });
  said.push(...rows);
  return {
    kind: 'send',
    source: 'medical-insurance',
    rows: rows.map(({ row }) => row),
    asFile: random.chance(0.5),
  };
}

/** So many of a pharmacy that nobody has registered yet: each waits outside the slots. */
function penalties(said: Statement[], random: Random): Act {
  const some = Array.from({ length: 34 + random.below(20) }, (_, at) =>
    penaltyOf(1 + said.length + at, cast.pharmacy, '警告'),
  );
  said.push(...some);
  return { kind: 'send', source: 'market-supervision', rows: some.map(({ row }) => row), asFile: true };
}

const triesMost = 60;

/** Once no function runs, what is in slots is stored as releases before them did. */
export function storeAsEarlier({ world }: Desk): Promise<string> {
  return new Promise((resolve) => {
    let tries = 0;
    const attempt = (): void => {
      // Within one event, so that no function sees it half done.
      if (world.isIdle) resolve(unfoldAll(world) > 0 ? 'done' : 'nothing to do');
      else if (++tries === triesMost) resolve('nothing to do');
      else world.kernel.after(20 * second, attempt);
    };
    world.kernel.after(0, attempt);
  });
}

/** @returns how many decisions and links are stored otherwise now */
function unfoldAll({ table, functions }: World): number {
  // A rotation relies on it that nothing moves back (docs/architecture.md, Moving into slots).
  if (functions.said.events.has('keys.rotated')) return 0;
  const isFold = (sk = ''): boolean => sk.startsWith('FOLD#');
  const folded = new Set(table.all().flatMap(({ pk, sk }) => (isFold(sk?.S) ? [pk?.S] : [])));
  let count = 0;
  for (const item of table.all().filter(({ pk }) => folded.has(pk?.S))) {
    const outside = outsideOf(item);
    if (outside && ++count) putIfNewer(outside, table);
    if (outside || isFold(item['sk']?.S)) table.remove({ TableName: undefined, Key: keyOf(item) });
  }
  return count;
}

type Item = ReturnType<SimulatedTable['all']>[number];

const keyOf = ({ pk, sk }: Item) => ({ pk: pk ?? { S: '' }, sk: sk ?? { S: '' } });

function putIfNewer(outside: Item, table: SimulatedTable): void {
  const { Item: before } = table.get({ TableName: undefined, Key: keyOf(outside) });
  const drawnFrom = (item: Item | undefined, otherwise: number): number =>
    Number(item?.['drawnFrom']?.N ?? otherwise);
  if (drawnFrom(before, -1) < drawnFrom(outside, 0)) table.put({ TableName: undefined, Item: outside });
}

/** The queue brings the messages of an upgrade once more. */
export async function repeatMessages({ world, random }: Desk): Promise<string> {
  const bodies = world.queues.bodies.filter((body) => body.includes('"phase":"upgrade"'));
  for (const body of bodies) if (random.chance(0.5)) world.queues.send('evaluations', body);
  return bodies.length > 0 ? 'done' : 'nothing to do';
}
