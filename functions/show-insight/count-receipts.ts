import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { Period } from '../../lib/store/activity-log.ts';
import type { createReceiptActivity } from '../../lib/store/receipt-activity.ts';
import type { ReceiptCount } from '../../schemas/insight.ts';

/** Lines of an answer: some 4 MB, below what a Lambda may answer. */
const linesMost = 25_000;

/** How much each agency asked, by purpose and day. */
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
