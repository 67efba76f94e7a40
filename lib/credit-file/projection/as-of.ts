import { bookAsOf, shippedBook } from '../../regulation/policy.ts';
import { addDays, type Day, dayOf, startOf } from '../../shared/day.ts';
import { knownSince } from '../facts/known-since.ts';
import type { FileState } from './file-state.ts';
import { type Folder, type ProjectionPolicy, projectFolder } from './project-folder.ts';
import type { Scorer } from './scorer.ts';
import { isSummed, rebuiltSheet, type SheetBody, saysTheSame } from './sheet-body.ts';

const isKnownOn = (on: Day, receivedAt: string): boolean => dayOf(new Date(receivedAt)) <= on;

/** A folder as it was known at the end of a day, without what was received later. */
export const folderAsOf = (folder: Folder, on: Day): Folder => ({
  ...folder,
  facts: folder.facts.filter(({ origin }) => isKnownOn(on, knownSince(origin))),
  links: folder.links.map((link) => ({
    ...link,
    entries: link.entries
      .filter(({ receivedAt }) => receivedAt === undefined || isKnownOn(on, receivedAt))
      .map(({ repairedOn, ...entry }) => ({
        ...entry,
        ...(repairedOn && repairedOn <= on && { repairedOn }),
      })),
  })),
});

/** Whether a stored sheet can be reproduced. */
export interface SheetProof {
  readonly sheet: string;
  /** Scored again from the input in the sheet, by the table version that the sheet names. */
  readonly rebuilt: 'equal' | 'different' | 'without-input';
  /** Projected again from the facts known on that day. */
  readonly redrawn: 'equal' | 'different';
}

export interface ProofOptions {
  readonly scorer: Scorer;
  readonly policy: ProjectionPolicy;
}

/** Checks the sheet in force at the end of a day. `folder` is the folder as known then. */
export function proofOf(
  { hash, body, text }: { hash: string; body: SheetBody; text: string },
  { folder, category }: { folder: Folder; category: FileState['category'] },
  { scorer, policy }: ProofOptions,
): SheetProof {
  const again = rebuiltSheet(body, scorer);
  const on = body.evaluatedOn as Day;
  const now = startOf(on);
  const known = {
    ...policy,
    book: bookAsOf(policy.book ?? shippedBook, startOf(addDays(on, 1)).toISOString()),
  };
  const [projected] = projectFolder(
    { ...folder, files: new Map() },
    { now, scorer, policy: known, isDetailed: !isSummed(body) },
  ).filter(({ file }) => file.category === category);
  return {
    sheet: hash,
    rebuilt: again === undefined ? 'without-input' : again === text ? 'equal' : 'different',
    redrawn: saysTheSame({ hash, body }, projected?.sheet) ? 'equal' : 'different',
  };
}
