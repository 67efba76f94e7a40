import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { PartyKey, Sealed } from '../facts/subject.ts';
import type { Deadline } from './deadline.ts';

/**
 * What casework (Art. 19, 20, 27 to 31) says about a file. Keys, `<case>` being `<category>.<number>` within the party:
 * `O.<case>` objection, `OP.` an upholding that waits for a second officer, `OD.` its decision · `K.<case>` repair, `KX.`
 * its extension, `KP.` a grant that waits for a second officer, `KD.` its decision, `KN.<case>.<n>` an objection to the
 * public notice, `KV.<case>.<n>` the ruling on it · `T.<O|K>.<case>.<what>.<instant>` a deadline counted again.
 */
export type CaseContent =
  | ObjectionContent
  | ObjectionDecisionContent
  | RepairContent
  | RepairExtensionContent
  | RepairDecisionContent
  | NoticeObjectionContent
  | NoticeRulingContent
  | RescheduleContent;

/** Which case of the file a fact is about: the number in its id. */
interface About {
  readonly category: Category;
  readonly case: string;
}

/** One part of a document that a case is about, in the words a notice needs. */
export interface NamedDecision {
  /** Key of the decision's fact, here or, of a person's document that reaches an institution, in the person's folder. */
  readonly fact: string;
  readonly documentNumber: string;
  readonly authority: string;
  readonly decidedOn: Day;
  /** What it touches in the table of the category; empty is "file only". */
  readonly indicators: readonly string[];
  /** Whose document it is, where it is not the subject's own. */
  readonly person?: PartyKey | undefined;
}

/** Who speaks for the subject (申请人): `{name, scheme, id, contact?}` are sealed. */
export interface Applicant {
  readonly capacity: 'self' | 'representative' | 'agent';
  readonly sealed: Sealed;
  /** Attachment with the authorisation of an agent (授权委托书). */
  readonly authorisation?: string | undefined;
}

/** An objection to a grade (异议申诉, Art. 19, annex 1). */
export interface ObjectionContent extends About {
  readonly type: 'objection';
  /** The grade contested: the one in force when it was received. */
  readonly contests: {
    readonly cycle: number;
    readonly grade: Grade;
    readonly sheet: string;
    readonly madeKnownOn: Day;
  };
  readonly objectBy: Deadline;
  readonly receivedOn: Day;
  readonly decideBy: Deadline;
  readonly division?: string | undefined;
  readonly decisions: readonly NamedDecision[];
  readonly applicant: Applicant;
  readonly grounds: Sealed;
  readonly attachments: readonly string[];
}

/** The review of an objection (复核意见, Art. 20, annex 2); `isProposed` where a second officer has yet to confirm it. */
export interface ObjectionDecisionContent extends About {
  readonly type: 'objection-decision';
  readonly isProposed: boolean;
  readonly verdict: 'upheld' | 'refused';
  readonly decidedOn: Day;
  /** What it strikes out; none of a refusal. */
  readonly decisions: readonly NamedDecision[];
  readonly reason: Sealed;
  readonly attachments: readonly string[];
  readonly proposedBy?: string | undefined;
}

/** Why a repair is refused (Art. 29; `other` names its own article), and from when on it would be possible. */
export interface RefusalGround {
  readonly ground: 'too-early' | 'recurred' | 'excluded-kind' | 'other';
  readonly article: string;
  readonly documentNumber?: string | undefined;
  readonly possibleFrom?: Day | undefined;
  /** The later decision about the same kind of behaviour. */
  readonly recurredBy?: string | undefined;
}

/** An application for repair (信用修复申请, Art. 27 to 30, annex 3). */
export interface RepairContent extends About {
  readonly type: 'repair';
  readonly receivedOn: Day;
  readonly decideBy: Deadline;
  readonly division?: string | undefined;
  readonly decisions: readonly NamedDecision[];
  readonly applicant: Applicant;
  readonly grounds: Sealed;
  /** Attachments: the form, proofs of correction, and the commitment to their truth (Art. 30). */
  readonly attachments: {
    readonly form: string;
    readonly proofs: readonly string[];
    readonly commitment: string;
  };
  /** What stood in the way on the day it was received. */
  readonly obstacles: readonly RefusalGround[];
}

/** A complicated repair takes longer, once (延长处理时限, Art. 31). */
export interface RepairExtensionContent extends About {
  readonly type: 'repair-extension';
  readonly decideBy: Deadline;
  readonly reason: Sealed;
}

/** The decision on a repair (Art. 31, annexes 4 and 5); a grant is in public notice before it takes effect. */
export interface RepairDecisionContent extends About {
  readonly type: 'repair-decision';
  readonly isProposed: boolean;
  readonly verdict: 'granted' | 'refused';
  readonly decidedOn: Day;
  /** Number of the notice (编号). */
  readonly serial: string;
  readonly reason: Sealed;
  readonly grounds: readonly RefusalGround[];
  /** Last day of the public notice (公示期限) of a grant. */
  readonly notice?: Deadline | undefined;
  readonly proposedBy?: string | undefined;
}

/** Somebody objects to the public notice of a repair (公示异议, Art. 31). */
export interface NoticeObjectionContent extends About {
  readonly type: 'notice-objection';
  readonly number: number;
  readonly receivedOn: Day;
  readonly grounds: Sealed;
  readonly attachments: readonly string[];
}

/** An officer rules on an objection to a public notice; upheld, the repair does not take effect. */
export interface NoticeRulingContent extends About {
  readonly type: 'notice-ruling';
  readonly number: number;
  readonly verdict: 'upheld' | 'refused';
  readonly decidedOn: Day;
  readonly reason: Sealed;
}

/** A deadline of an open case counted again, because the calendar was announced or changed. The last one holds. */
export interface RescheduleContent extends About {
  readonly type: 'deadline';
  readonly of: 'objection' | 'repair';
  readonly what: DeadlineKind;
  readonly deadline: Deadline;
}

/** `decide` the first time limit, `extended` the longer one, `notice` the end of the public notice. */
export type DeadlineKind = 'decide' | 'extended' | 'notice';
