import type { DecisionRecord, FeedRecord, RowFinding } from '../../../schemas/record.ts';
import type { Origin } from '../../credit-file/facts/fact.ts';
import { type QuarantinedRow, type RowDecision, reasonOf } from '../../feeds/quarantine.ts';
import { bookAsOf, type PolicyBook, shippedBook, valueOn } from '../../regulation/policy.ts';
import { dayOf } from '../../shared/day.ts';

/** Why a finding of the bureau waits (policy parameter `findings.review`). */
export const findingAwaitsConfirmation: RowFinding = {
  code: 'finding-awaits-confirmation',
  message:
    'A finding of the bureau counts once a second officer confirms it (Art. 12). Nothing is to be done.',
};

/**
 * Whether what a row says counts only once a second officer has confirmed it (Art. 12): any statement of the bureau about
 * a finding, its withdrawal too. The parameter is read as it was released when the row was received, so a row that is
 * processed again has the same outcome.
 */
export const mustBeConfirmed = (
  record: FeedRecord,
  { source, receivedAt }: Pick<Origin, 'source' | 'receivedAt'>,
  book: PolicyBook = shippedBook,
): record is DecisionRecord =>
  source === 'medical-insurance' &&
  record.type === 'decision' &&
  record.content.kind === 'finding' &&
  valueOn('findings.review', dayOf(new Date(receivedAt)), bookAsOf(book, receivedAt)) === 'two-step';

/** Whether a row waits for a second officer. */
export const awaitsConfirmation = (row: Pick<QuarantinedRow, 'findings' | 'state'>): boolean =>
  (row.state === 'waiting' || row.state === 'deciding') && reasonOf(row) === findingAwaitsConfirmation.code;

/** The last correction of a row by an officer: what waits is the corrected row then. */
export const correctionOf = ({ decisions }: Pick<QuarantinedRow, 'decisions'>): RowDecision | undefined =>
  decisions.findLast(({ kind }) => kind === 'correction');

/** Who said what waits: the sender, and the officer who corrected the row. Neither can confirm it. */
export const proposersOf = (row: Pick<QuarantinedRow, 'person' | 'by' | 'decisions'>): string[] => {
  const corrected = correctionOf(row);
  return [row.person ?? row.by, ...(corrected ? [corrected.by] : [])];
};
