import {
  addedCounts,
  begunAgain,
  type Comparison,
  type Counts,
  nextFilled,
  noCounts,
  receiverAt,
  type Sides,
  withPart,
  withStageDone,
} from '../../lib/convergence/comparison.ts';
import { type Difference, type FoundInRange, listedMost } from '../../lib/convergence/difference.ts';
import { createRangeJoin, type RangeJoin } from '../../lib/convergence/join-range.ts';
import {
  bothTallies,
  heldRows,
  noRows,
  ranges,
  saidRows,
  type Tally,
  tallyOf,
} from '../../lib/convergence/packed-rows.ts';
import type { Verdict } from '../../lib/convergence/verdict.ts';
import type { ComparisonDeps } from './deps.ts';
import { type Judging, judge } from './judge.ts';
import { createPageAgain } from './page-again.ts';
import { repairRange } from './repair-range.ts';

/** Rows and seconds after which a step ends. */
const rowsAStep = 20_000;
const stepSeconds = 20;
/** Pages that a step asks a receiver for again. */
const pagesAgain = 20;

/** Compares further ranges of a receiver. The differences of a range are kept before the comparison moves on. */
export async function compareStep(known: Comparison, deps: ComparisonDeps): Promise<Comparison> {
  const receiver = receiverAt(known);
  const part = receiver && known.parts[receiver];
  if (!receiver || !part) return withStageDone(known);
  const { clock } = deps.runtime;
  const { id } = known;
  const again = { comparisons: deps.comparisons, ask: deps.lists[receiver], pagesMost: pagesAgain };
  const judging = { known, receiver, part, deps, pages: createPageAgain({ id, receiver }, again) };
  const until = clock().getTime() + stepSeconds * 1000;
  let [counts, read, rows] = [part.counts, part.read, 0];
  let range = nextFilled(part.filled, known.range);
  while (range !== undefined && rows < rowsAStep && clock().getTime() < until) {
    const compared = await compareRange(range, judging);
    counts = addedCounts(counts, compared.counts);
    read = bothSides(read, compared.read);
    rows += compared.read.said.rows + compared.read.held.rows;
    range = nextFilled(part.filled, range + 1);
  }
  const next = withPart({ ...known, range: range ?? ranges }, receiver, { ...part, counts, read });
  if (range !== undefined) return next;
  if (isWholly(part.written, read)) return withStageDone(next);
  // Another worker overwrote what was put aside.
  deps.runtime.log.warn('reconciliation.restarted', { comparison: id });
  return begunAgain(known);
}

async function compareRange(range: number, judging: Judging): Promise<{ counts: Counts; read: Sides }> {
  const { known, receiver, deps } = judging;
  const join = createRangeJoin();
  const read = await readInto(join, range, judging);
  const before = await deps.comparisons.foundIn(known.id, receiver, range);
  const isKept = before?.attempt === known.attempt;
  const found = before && isKept ? before : await foundBy(join, range, judging);
  if (!isKept && (before || found.counts.different > 0))
    await deps.comparisons.putFound(known.id, receiver, found);
  if (known.repairs && found.counts.different > 0) await repairRange(join, judging);
  return { counts: found.counts, read };
}

/** The differences of a range, each looked at again. Beyond what is listed, they are only counted. */
async function foundBy(join: RangeJoin, range: number, judging: Judging): Promise<FoundInRange> {
  const differences: Difference[] = [];
  let counts = countedUnkept(join.unkept());
  for (const [pair, first] of join.verdicts()) {
    const isListed = differences.length < listedMost;
    const { verdict, difference } =
      first.kind === 'different' && isListed ? await judge(pair, judging) : { verdict: first };
    counts = addedCounts(counts, countOf(verdict, isListed));
    if (difference) differences.push(difference);
  }
  return { range, differences, counts, attempt: judging.known.attempt };
}

async function readInto(join: RangeJoin, range: number, { known, receiver, deps }: Judging): Promise<Sides> {
  const place = { id: known.id, receiver, range };
  let [said, held]: [Tally, Tally] = [noRows, noRows];
  for await (const block of deps.comparisons.aside({ ...place, side: 'said' }))
    for (const { row, bytes } of saidRows(block)) {
      join.addSaid(row);
      said = bothTallies(said, tallyOf(bytes));
    }
  for await (const block of deps.comparisons.aside({ ...place, side: 'held' }))
    for (const { row, bytes } of heldRows(block)) {
      join.addHeld(row);
      held = bothTallies(held, tallyOf(bytes));
    }
  return { said, held };
}

const bothSides = (one: Sides, other: Sides): Sides => ({
  said: bothTallies(one.said, other.said),
  held: bothTallies(one.held, other.held),
});

const isWholly = (written: Sides, read: Sides): boolean =>
  (['said', 'held'] as const).every(
    (side) => written[side].rows === read[side].rows && written[side].sum === read[side].sum,
  );

function countOf(verdict: Verdict, isListed: boolean): Counts {
  if (verdict.kind === 'equal') return { ...noCounts, equal: 1 };
  if (verdict.kind === 'in-flight') return { ...noCounts, inFlight: 1 };
  return { ...noCounts, different: 1, causes: { [verdict.cause]: 1 }, unlisted: isListed ? 0 : 1 };
}

const countedUnkept = (unkept: number): Counts =>
  unkept > 0
    ? { ...noCounts, different: unkept, causes: { 'unowned-there': unkept }, unlisted: unkept }
    : noCounts;
