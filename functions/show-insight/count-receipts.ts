import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { Period } from '../../lib/store/activity-log.ts';
import type { createReceiptActivity } from '../../lib/store/receipt-activity.ts';
import type { ReceiptCount } from '../../schemas/insight.ts';

/** Lines per answer: about 4 MB, below the limit of a Lambda answer. */
const linesMost = 25_000;

/** The number of queries of each agency by purpose and day. @throws Problem 400 */
export async function countReceipts(
  period: Period,
  activity: Pick<ReturnType<typeof createReceiptActivity>, 'read'>,
): Promise<ReceiptCount[]> {
  const counts = new Map<string, ReceiptCount>();
  await activity.read(period, ({ at, agency, purpose, subjects, disclosed }) => {
    const day = dayOf(new Date(at));
    const key = JSON.stringify([day, agency, purpose]);
    const known = counts.get(key) ?? { day, agency, purpose, receipts: 0, subjects: 0, disclosed: 0 };
    counts.set(key, {
      ...known,
      receipts: known.receipts + 1,
      subjects: known.subjects + subjects,
      disclosed: known.disclosed + disclosed,
    });
  });
  if (counts.size > linesMost)
    throw new Problem(400, 'period-too-long', `More than ${linesMost} lines. Ask for fewer days at a time.`);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
