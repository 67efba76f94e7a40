import { type HeldRow, recordKey } from '../../lib/convergence/packed-rows.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { ComparisonStore } from '../../lib/store/comparison-store.ts';
import type { AskPage, ListedRecord } from './deps.ts';
import { placeOfPage } from './page-number.ts';

/** Pages of a receiver's list, asked for again to see a record as it is now. */
export interface PageAgain {
  /** The record, if it is still on the page that showed it. Undefined also when no more pages may be asked for. */
  find(held: Pick<HeldRow, 'key' | 'page'>): Promise<ListedRecord | undefined>;
  /** The cursor by which a page was asked for; empty for the first one. */
  cursorOf(page: number): Promise<string | undefined>;
}

/**
 * @param pagesMost pages that are asked for again. Differences of a receiver that lost everything are spread over all
 *   its pages, and would ask for each of them many times.
 */
export function createPageAgain(
  { id, receiver }: { id: string; receiver: Receiver },
  {
    comparisons,
    ask,
    pagesMost,
  }: { comparisons: Pick<ComparisonStore, 'pages'>; ask: AskPage; pagesMost: number },
): PageAgain {
  const seen = new Map<number, Promise<readonly ListedRecord[]>>();
  const cursorOf = async (page: number): Promise<string | undefined> => {
    const { slice, place } = placeOfPage(page);
    return (await comparisons.pages(id, receiver, slice))[place];
  };
  const recordsOf = async (page: number): Promise<readonly ListedRecord[]> => {
    const cursor = await cursorOf(page);
    if (cursor === undefined) return [];
    const answer = await ask(cursor || undefined);
    return answer.ok ? answer.value.records : [];
  };
  return {
    cursorOf,
    async find({ key, page }) {
      if (!seen.has(page)) {
        if (seen.size >= pagesMost) return undefined;
        seen.set(page, recordsOf(page));
      }
      return (await seen.get(page))?.find(({ id: other }) => recordKey(other) === key);
    },
  };
}
