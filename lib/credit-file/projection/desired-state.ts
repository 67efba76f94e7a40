import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import { digestOf } from '../facts/identity.ts';
import type { FileState } from './file-state.ts';
import type { Sanction } from './sanctions.ts';

/** The desired state of a file in the directory. Name and number are added when it is sent. */
export interface DesiredDirectoryState {
  readonly category: Category;
  readonly grade: Grade;
  readonly state: 'interim' | 'published';
  readonly cycle: number;
  readonly sanctions: readonly Sanction[];
}

/** The desired state of a file in the settlement system: the sanction in force. */
export interface DesiredSettlementState {
  readonly kind: Sanction['kind'];
  readonly from: Day;
  readonly until?: Day | undefined;
  readonly ordered?: true | undefined;
}

type DeliveredFile = Pick<FileState, 'category' | 'status' | 'gradeInForce' | 'sanctions' | 'identity'>;

/** Every graded file belongs in the directory, except a merged one. */
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

/** The sanction in force, if there is one, belongs in the settlement system. */
export const desiredInSettlement = (file: DeliveredFile): DesiredSettlementState | undefined => {
  const [sanction] = file.status === 'merged' ? [] : file.sanctions;
  if (!sanction) return undefined;
  const { kind, from, until, ordered } = sanction;
  return { kind, from, until, ...(ordered && { ordered }) };
};

/** Digest of a desired state with the identity it is sent under, so that a changed name is sent too. */
export const desiredDigest = (
  desired: DesiredDirectoryState | DesiredSettlementState | undefined,
  file: DeliveredFile,
): string | undefined => desired && digestOf([desired, file.identity.digest]);
