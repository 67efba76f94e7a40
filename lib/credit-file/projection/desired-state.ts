import type { Category, Grade } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { digestOf } from '../facts/identity.ts';
import type { FileState } from './file-state.ts';
import type { Sanction } from './sanctions.ts';

/** What the directory should hold of a file; the name and number are added at sending. */
export interface DirectoryHolding {
  readonly category: Category;
  readonly grade: Grade;
  readonly state: 'interim' | 'published';
  readonly cycle: number;
  readonly sanctions: readonly Sanction[];
}

/** What the settlement system should hold: the sanction in force. */
export interface SettlementHolding {
  readonly kind: Sanction['kind'];
  readonly from: Day;
  readonly until?: Day | undefined;
}

type Told = Pick<FileState, 'category' | 'status' | 'standing' | 'sanctions' | 'identity'>;

/** The directory holds every graded file; a merged one is withdrawn. */
export const directoryHolding = (file: Told): DirectoryHolding | undefined =>
  file.standing && file.status !== 'merged'
    ? {
        category: file.category,
        grade: file.standing.grade,
        state: file.standing.state,
        cycle: file.standing.cycle,
        sanctions: file.sanctions,
      }
    : undefined;

/** The settlement system holds the sanction in force, if there is one. */
export const settlementHolding = (file: Told): SettlementHolding | undefined => {
  const [sanction] = file.status === 'merged' ? [] : file.sanctions;
  return sanction && { kind: sanction.kind, from: sanction.from, until: sanction.until };
};

/** Digest of a holding with the identity it is told under: a new name is told anew. */
export const holdingDigest = (
  holding: DirectoryHolding | SettlementHolding | undefined,
  file: Told,
): string | undefined => holding && digestOf([holding, file.identity.digest]);
