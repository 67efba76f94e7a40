import { purposes } from '../../lib/regulation/purposes.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { isSealed } from '../../lib/runtime/vault.ts';
import type { Period } from '../../lib/store/activity-log.ts';
import type { createReceiptActivity, ReceiptLine } from '../../lib/store/receipt-activity.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { ReceiptsAnswer, ReceiptView } from '../../schemas/insight.ts';

export interface ListReceiptsDeps {
  readonly activity: Pick<ReturnType<typeof createReceiptActivity>, 'list'>;
  readonly receipts: Pick<ReturnType<typeof createReceiptStore>, 'read'>;
}

const defaultLimit = 50;
const largestLimit = 1000;
const readsAtOnce = 10;

/** The receipts of an agency in a period, oldest first, by page. @throws Problem 400 */
export async function listReceipts(
  query: Readonly<Record<string, string>>,
  period: Period,
  { activity, receipts }: ListReceiptsDeps,
): Promise<ReceiptsAnswer> {
  const { agency, after } = query;
  const limit = limitOf(query['limit']);
  if (!agency)
    throw new Problem(
      400,
      'agency-missing',
      'Say whose disclosures: agency. GET /v1/receipts/counts names them.',
    );
  const lines = await activity.list(agency, {
    period,
    after: after === undefined ? undefined : cursorOf(after),
    limit: limit + 1,
  });
  const shown = lines.slice(0, limit);
  const views: ReceiptView[] = [];
  for (let start = 0; start < shown.length; start += readsAtOnce) {
    const some = shown.slice(start, start + readsAtOnce);
    views.push(...(await Promise.all(some.map((line) => viewOf(line, receipts)))));
  }
  const last = shown.at(-1);
  return {
    receipts: views,
    ...(lines.length > limit && last && { next: `${last.at}.${last.receiptId}` }),
  };
}

const askedByAgencies: ReadonlySet<string> = new Set(purposes.map(({ code }) => code));

/** An officer's reason stays sealed, because it may name somebody. An agency's own reference is always shown. */
async function viewOf(line: ReceiptLine, receipts: ListReceiptsDeps['receipts']): Promise<ReceiptView> {
  const { receiptId, at, agency, purpose, subjects, disclosed } = line;
  const { reference, by } = (await receipts.read(receiptId)) ?? {};
  const isShown = reference !== undefined && (askedByAgencies.has(purpose) || !isSealed(reference));
  return {
    receiptId,
    at,
    agency,
    ...(by && { by }),
    purpose,
    ...(isShown && { reference }),
    subjects,
    disclosed,
  };
}

function limitOf(limit = String(defaultLimit)): number {
  if (/^\d{1,4}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= largestLimit) return Number(limit);
  throw new Problem(400, 'invalid-limit', `limit must be 1 to ${largestLimit}.`);
}

function cursorOf(after: string): { at: string; receiptId: string } {
  const [, at, receiptId] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)\.([0-9A-Z]{1,40})$/.exec(after) ?? [];
  if (at && receiptId && !Number.isNaN(Date.parse(at))) return { at, receiptId };
  throw new Problem(400, 'invalid-cursor', 'after must be the `next` of a page of the same list.');
}
