import { parseArgs } from 'node:util';
import { createRandom } from '../../infra/samples/random.ts';
import { canonicalJson } from '../../lib/credit-file/facts/identity.ts';
import { addDays } from '../../lib/shared/day.ts';
import { openTestTable } from '../support/test-table.ts';
import { enact, type Picture, type Way } from './enact.ts';
import { type Said, type World, worldOf } from './world.ts';

const usage = `Random worlds of records, officers' acts, publications and registry changes, each brought about in several ways that
must lead to the same files: in another order, twice, as rows of one run, known by code first, received late, and with
everything revoked.

  npm run metamorphic -- [--seconds 60] [--seed 1] [--only SEED]    --only tries the world of one seed

Exit code 0 when every way led to the same files.`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

/** A relation between two ways: what is left out of the comparison, and for which worlds it holds. */
interface Relation {
  readonly name: string;
  readonly way: Way;
  readonly change?: (world: World) => World;
  readonly base?: { readonly way?: Way; readonly change?: (world: World) => World };
  readonly holdsFor?: (world: World) => boolean;
  readonly leaves?: (picture: Picture) => unknown;
}

const shuffled = (seed: number) => (said: readonly Said[]) => {
  const random = createRandom(seed);
  return said
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
};

/** The days of sanctions follow the day of receipt, and are not compared where it differs. */
const grades = (picture: Picture): unknown =>
  Object.fromEntries(
    Object.entries(picture).map(([subject, said]) => {
      const { grade, published } = said as { grade?: object; published?: unknown };
      return [subject, { grade, published }];
    }),
  );

/** A revoked decision is still listed in the file. */
const withoutWords = (picture: Picture): unknown =>
  Object.fromEntries(Object.entries(picture).filter(([subject]) => !subject.startsWith('words')));

/** Revokes every document of a world at the end, in the name of its authority. */
const allRevoked = (world: World): World => ({
  ...world,
  said: [
    ...world.said,
    ...world.said.map(
      ({ record }, index): Said => ({
        on: addDays('2026-06-01' as Said['on'], index),
        record: (cast) => ({ ...record(cast), status: 'revocation', decidedOn: '2026-06-01' as Said['on'] }),
      }),
    ),
  ],
});
const nothingSaid = (world: World): World => ({ ...world, said: [] });
const withoutContradictions = ({ said }: World): boolean =>
  new Set(said.map(({ record }) => record)).size === said.length;

const relations: readonly Relation[] = [
  { name: 'another order', way: { order: shuffled(7) } },
  { name: 'the reverse order', way: { order: (said) => [...said].reverse() } },
  { name: 'twice', way: { twice: true } },
  { name: 'rows of one run', way: { together: true } },
  {
    name: 'code first',
    way: { codeFirst: true },
    holdsFor: ({ publishedAfter }) => publishedAfter === undefined,
  },
  {
    name: 'late',
    way: { lateBy: 20, withoutActs: true },
    base: { way: { withoutActs: true } },
    holdsFor: (world) => world.publishedAfter === undefined && withoutContradictions(world),
    leaves: grades,
  },
  {
    name: 'all revoked',
    way: { withoutActs: true },
    change: allRevoked,
    base: { way: { withoutActs: true }, change: nothingSaid },
    leaves: withoutWords,
  },
];

const { table, close } = await openTestTable();
const counts = new Map(relations.map(({ name }) => [name, { passed: 0, failed: 0 }]));
const until = Date.now() + Number(values.seconds) * 1000;
const first = Number(values.only ?? values.seed);
let worlds = 0;
for (let seed = first; seed === first || (values.only === undefined && Date.now() < until); seed++) {
  worlds++;
  await tryWorld(worldOf(seed));
}
for (const [name, { passed, failed }] of counts)
  console.log(`  ${name.padEnd(20)} ${passed} held, ${failed} did not`);
const all = [...counts.values()];
const sum = (what: 'passed' | 'failed'): number => all.reduce((total, count) => total + count[what], 0);
console.log(`${worlds} worlds\n${sum('passed')} passed, ${sum('failed')} failed`);
await close();
process.exit(sum('failed') === 0 ? 0 : 1);

async function tryWorld(world: World): Promise<void> {
  const plain = await enact(world, {}, table);
  for (const relation of relations.filter(({ holdsFor }) => holdsFor?.(world) ?? true)) {
    const { name, way, change = same, base, leaves = same } = relation;
    const expected = base ? await enact((base.change ?? same)(world), base.way ?? {}, table) : plain;
    const found = await enact(change(world), way, table);
    const count = counts.get(name);
    if (!count) continue;
    if (canonicalJson(leaves(expected)) === canonicalJson(leaves(found))) count.passed++;
    else {
      count.failed++;
      console.log(
        `✗ ${name}: again with --only ${world.seed}\n${differing(leaves(expected), leaves(found))}`,
      );
    }
  }
}

function same<T>(value: T): T {
  return value;
}

function differing(expected: unknown, found: unknown): string {
  const [left, right] = [expected as Record<string, unknown>, found as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((key) => canonicalJson(left[key] ?? null) !== canonicalJson(right[key] ?? null))
    .map(
      (key) => `  ${key}\n    ${canonicalJson(left[key] ?? null)}\n    ${canonicalJson(right[key] ?? null)}`,
    )
    .join('\n');
}
