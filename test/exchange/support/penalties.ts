import { csvOf } from '../../support/feed-file.ts';
import { legalSheet, type PenaltyEntry } from '../../support/penalty-sheet.ts';
import { hospital, pharmacy } from '../../support/records.ts';

let last = 0;

/** A penalty of its own document. */
export const penalty = (more: Partial<PenaltyEntry> = {}): PenaltyEntry => ({
  ...(last % 2 === 0 ? hospital : pharmacy),
  documentNumber: `藏市监处罚〔2026〕${++last}号`,
  ...more,
});

/** A file of penalties as market supervision sends it. */
export const penaltyFile = (entries: readonly PenaltyEntry[]): string => csvOf(legalSheet(entries));
