import { begunComparison, type Comparison } from '../../lib/convergence/comparison.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import { receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type ComparisonStore, type FoundPlace, repairText } from '../../lib/store/comparison-store.ts';
import type { ConvergenceAnswer, DifferenceView } from '../../schemas/convergence.ts';
import { convergenceView, differenceView } from './convergence-view.ts';

/** Comparisons that are shown, and differences of the last one beside its counts. */
const shownMost = 31;
const firstMost = 10;
const differencesAPage = 200;

type Reading = Pick<ComparisonStore, 'current' | 'newest' | 'read' | 'found' | 'repairs'>;

/** The comparisons of all receivers, or those of one. */
export async function showConvergence(comparisons: Reading, receiver?: Receiver): Promise<ConvergenceAnswer> {
  const current = await comparisons.current();
  const newest = (await comparisons.newest(shownMost)).flatMap((one) => only(one, receiver));
  const [last, ...earlier] = newest.filter(({ phase }) => phase === 'ended');
  const working = current && !current.isEnded ? await underWay(current, comparisons) : undefined;
  const [running] = working ? only(working, receiver) : [];
  const { differences } = last
    ? await pageOf(last.id, { receiver, limit: firstMost }, comparisons)
    : { differences: [] };
  return {
    ...(running && { running: convergenceView(running) }),
    ...(last && { last: convergenceView(last), link: linkOf(last.id, receiver) }),
    differences: differences.slice(0, firstMost),
    earlier: earlier.map(convergenceView),
  };
}

/** A comparison without what it says of other receivers; none if it is not about this one. */
function only(comparison: Comparison, receiver: Receiver | undefined): Comparison[] {
  if (!receiver) return [comparison];
  return comparison.receivers.includes(receiver) ? [{ ...comparison, receivers: [receiver] }] : [];
}

const linkOf = (id: string, receiver: Receiver | undefined): string =>
  `/v1/convergence/${id}/differences${receiver ? `?receiver=${receiver}` : ''}`;

/** The comparison that is under way. Before its first step it has no item of its own. */
async function underWay(
  { id, order }: NonNullable<Awaited<ReturnType<Reading['current']>>>,
  comparisons: Reading,
): Promise<Comparison | undefined> {
  const known = (await comparisons.read(id)) ?? begunComparison(id, order);
  return known.phase === 'ended' ? undefined : known;
}

/** A page of the differences that a comparison found. @throws Problem 400, 404 */
export async function listDifferences(
  id: string,
  { receiver, after: text }: { receiver?: Receiver | undefined; after?: string | undefined },
  comparisons: Reading,
): Promise<{ differences: DifferenceView[]; next?: string }> {
  const after = text === undefined ? undefined : placeOf(text);
  if (text !== undefined && !after)
    throw new Problem(400, 'invalid-cursor', 'after must be the `next` of a page of the same list.');
  if (!/^[0-9A-Z]{26}$/.test(id) || !(await comparisons.read(id)))
    throw new Problem(
      404,
      'unknown-comparison',
      'There is no such comparison. Use an id of GET /v1/convergence.',
    );
  return pageOf(id, { receiver, after, limit: differencesAPage }, comparisons);
}

async function pageOf(
  id: string,
  { limit, ...options }: { receiver?: Receiver | undefined; after?: FoundPlace | undefined; limit: number },
  comparisons: Reading,
): Promise<{ differences: DifferenceView[]; next?: string }> {
  const decisions = await comparisons.repairs(id);
  const differences: DifferenceView[] = [];
  for await (const { receiver, range, differences: found } of comparisons.found(id, options)) {
    for (const [n, difference] of found.entries()) {
      const place = { id, receiver, range, n };
      differences.push(differenceView(place, difference, decisions.get(repairText(place))));
    }
    if (differences.length >= limit) return { differences, next: `${receiver}.${range}` };
  }
  return { differences };
}

function placeOf(text: string): FoundPlace | undefined {
  const [, name, range] = /^([a-z]+)\.(\d{1,3})$/.exec(text) ?? [];
  const receiver = receivers.find((known) => known === name);
  return receiver && { receiver, range: Number(range) };
}
