import type { AnswerOf } from '../../api/operation-types.ts';

export type Counts = AnswerOf<'GET /v1/quarantine/counts'>;
export type GroupOf = Pick<Counts['counts'][number], 'source' | 'reason' | 'kind'>;

/**
 * The counts with one more or less of a group. Counting reads every item that waits, so that it is not asked for after
 * each decision; the counts are read again by themselves.
 */
export const countedBy = (counts: Counts, { source, reason, kind }: GroupOf, by: number): Counts => ({
  counts: counts.counts.flatMap((one) => {
    if (one.source !== source || one.reason !== reason || one.kind !== kind) return [one];
    const waiting = one.waiting + by;
    return waiting > 0 ? [{ ...one, waiting }] : [];
  }),
});
