import type { AnswerOf } from '../../api/operation-types.ts';

type Item = AnswerOf<'GET /v1/quarantine'>['items'][number];

/** Rows that one request decides. */
export const itemsMost = 100;

type Found = Pick<Item, 'id'> & Partial<Pick<Item, 'findings'>>;

const isWrongIn = ({ findings = [] }: Found, code: string, column: string): boolean =>
  findings.some((finding) => finding.code === code && finding.column === column);

/** The columns in which rows that wait for this reason are wrong, with the number of rows, the most frequent first. */
export function columnsOf(items: readonly Found[], code: string): [column: string, rows: number][] {
  const rows = new Map<string, number>();
  for (const { findings = [] } of items) {
    const columns = findings.flatMap((one) => (one.code === code && one.column ? one.column : []));
    for (const column of new Set(columns)) rows.set(column, (rows.get(column) ?? 0) + 1);
  }
  return [...rows].sort(([, a], [, b]) => b - a);
}

/** The earliest rows that are wrong in this column. Others are left alone: their cell may be right. */
export const itemsOf = <One extends Found>(items: readonly One[], code: string, column: string): One[] =>
  items.filter((one) => isWrongIn(one, code, column)).slice(0, itemsMost);

export type Result = AnswerOf<'POST /v1/quarantine/decisions'>['results'][number];

/** The corrected row waits again. */
export const waitsAgain = ({ outcome, item }: Result): boolean =>
  outcome === 'decided' && item?.state === 'waiting';

/** Out of the list: decided, now or by somebody else, and for the same reason no more. */
export const isGone = (result: Result, waitingFor: string): boolean =>
  (result.outcome === 'decided' && !(waitsAgain(result) && result.item?.reason === waitingFor)) ||
  result.decidedBefore !== undefined;
