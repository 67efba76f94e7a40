import type { Day } from '../../shared/day.ts';
import type { PublishedGrade } from './file-state.ts';
import type { SheetBody } from './sheet-body.ts';

/** What the sheets of a file say of one published result. */
export interface ResultHistory {
  /** Hashes of the newest sheets, as long as they contain the result as it stands now. */
  readonly standsIn: readonly string[];
  /** The latest day on which a correction made the result worse. */
  readonly worsenedOn?: Day | undefined;
}

type KnownSheet = { readonly hash: string; readonly body: SheetBody };

/** Walks the chain of sheets, newest first, back to the publication of the result. */
export async function historyOf(
  result: PublishedGrade,
  sheets: AsyncIterable<KnownSheet>,
): Promise<ResultHistory> {
  const standsIn: string[] = [];
  let [later, laterOn]: [PublishedGrade, Day | undefined] = [result, undefined];
  let isAsNow = true;
  let worsenedOn: Day | undefined;
  for await (const { hash, body } of sheets) {
    const then = resultIn(body, result.cycle);
    if (!then) break;
    if (laterOn && isWorse(later, then)) worsenedOn ??= laterOn;
    isAsNow &&= isSame(then, result);
    if (isAsNow) standsIn.push(hash);
    [later, laterOn] = [then, body.evaluatedOn as Day];
  }
  return { standsIn, worsenedOn };
}

const resultIn = ({ published }: SheetBody, cycle: number): PublishedGrade | undefined =>
  (published as readonly PublishedGrade[] | undefined)?.find((one) => one.cycle === cycle);

const isSame = (a: PublishedGrade, b: PublishedGrade): boolean => a.grade === b.grade && a.score === b.score;

/** A worse grade, or a lower score of the same grade. */
const isWorse = (now: PublishedGrade, then: PublishedGrade): boolean =>
  now.grade === then.grade ? Number(now.score) < Number(then.score) : now.grade > then.grade;
