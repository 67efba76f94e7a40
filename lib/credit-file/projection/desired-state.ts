import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import { digestOf } from '../facts/identity.ts';
import type { FileState } from './file-state.ts';
import type { Sanction } from './sanctions.ts';

/** What the directory should hold of a file; the name and number are added at sending. */
export interface DesiredDirectoryState {
  readonly category: Category;
  readonly grade: Grade;
  readonly state: 'interim' | 'published';
  readonly cycle: number;
  readonly sanctions: readonly Sanction[];
}

/** What the settlement system should hold: the sanction in force. */
export interface DesiredSettlementState {
  readonly kind: Sanction['kind'];
  readonly from: Day;
  readonly until?: Day | undefined;
}

type DeliveredFile = Pick<FileState, 'category' | 'status' | 'gradeInForce' | 'sanctions' | 'identity'>;

/** The directory holds every graded file; a merged one is withdrawn. */
export const desiredInDirectory = (file: DeliveredFile): DesiredDirectoryState | undefined =>
  file.gradeInForce && file.status !== 'merged'
    ? {
        category: file.category,
        grade: file.gradeInForce.grade,
        state: file.gradeInForce.state,
        cycle: file.gradeInForce.cycle,
        sanctions: file.sanctions,
      }
    : undefined;

/** The settlement system holds the sanction in force, if there is one. */
export const desiredInSettlement = (file: DeliveredFile): DesiredSettlementState | undefined => {
  const [sanction] = file.status === 'merged' ? [] : file.sanctions;
  return sanction && { kind: sanction.kind, from: sanction.from, until: sanction.until };
};

/** Digest of a holding with the identity it is told under: a new name is told anew. */
export const desiredDigest = (
  holding: DesiredDirectoryState | DesiredSettlementState | undefined,
  file: DeliveredFile,
): string | undefined => holding && digestOf([holding, file.identity.digest]);
