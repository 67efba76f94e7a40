import type { DecisionContent } from '../../../schemas/record.ts';
import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { PartyKey, Sealed } from '../facts/subject.ts';
import type { Deadline } from './deadline.ts';

/**
 * What casework (Art. 19, 20, 27 to 31) adds to a file. Keys of the facts, where `<case>` is `<category>.<number>`
 * within the party: `O.<case>` objection, `OP.` a decision to uphold that waits for a second officer, `OD.` the
 * decision · `K.<case>` repair, `KX.` its extension, `KP.` a grant that waits for a second officer, `KD.` the
 * decision, `KN.<case>.<n>` an objection to the public notice, `KV.<case>.<n>` the ruling on it, `KO.<case>` an objection
 * to a refusal, `KQ.` a ruling to uphold it that waits for a second officer, `KR.` the ruling ·
 * `T.<O|K>.<case>.<what>.<instant>` a recalculated deadline.
 */
export type CaseContent =
  | ObjectionContent
  | ObjectionDecisionContent
  | ObjectionCorrectionContent
  | RepairContent
  | RepairExtensionContent
  | RepairDecisionContent
  | NoticeObjectionContent
  | NoticeRulingContent
  | RefusalObjectionContent
  | RefusalRulingContent
  | RescheduleContent;

/** The case that a fact belongs to: `case` is the number in the case's id. */
interface About {
  readonly category: Category;
  readonly case: string;
}

/** One part of a document that a case is about, with what a notice prints of it. */
export interface NamedDecision {
  /**
   * Key of the decision's fact. For a person's document that counts for an institution, the fact is in the person's
   * folder.
   */
  readonly fact: string;
  readonly documentNumber: string;
  readonly authority: string;
  readonly decidedOn: Day;
  /** Indicators of the category's table that it counts for. Empty: it is in the file and scores nothing. */
  readonly indicators: readonly string[];
  /** The day of the act. Absent in cases of earlier releases. */
  readonly actOn?: Day | undefined;
  /** Another authority found it, so that it is repaired there (谁认定谁修复, Art. 28). */
  readonly isFoundElsewhere?: true | undefined;
  /** The person the document is about, if that is not the subject itself. */
  readonly person?: PartyKey | undefined;
}

/** A measured value of the contested cycle as it is right. */
export interface CorrectedValue {
  readonly indicator: string;
  readonly value: string;
}

/** Good-faith information that was missing in the file: a commendation (Art. 10). */
export interface AddedCommendation {
  readonly documentNumber: string;
  readonly authority: string;
  readonly authorityLevel: NonNullable<FindingContent['authorityLevel']>;
  readonly decidedOn: Day;
}
type FindingContent = Extract<DecisionContent, { kind: 'finding' }>;

/** What an objection asks for besides striking out decisions, and what an upheld one does. */
export interface Corrections {
  readonly corrections?: readonly CorrectedValue[] | undefined;
  readonly additions?: readonly AddedCommendation[] | undefined;
}

/** The applicant (申请人). `{name, scheme, id, contact?}` are sealed. */
export interface Applicant {
  readonly capacity: 'self' | 'representative' | 'agent';
  readonly sealed: Sealed;
  /** Attachment with the authorisation of an agent (授权委托书). */
  readonly authorisation?: string | undefined;
}

/** An objection to a grade (异议申诉, Art. 19, annex 1). */
export interface ObjectionContent extends About, Corrections {
  readonly type: 'objection';
  /** The contested grade: the one in force when the objection was received. */
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

/** The decision on an objection (复核意见, Art. 20, annex 2). `isProposed`: a second officer has still to confirm it. */
export interface ObjectionDecisionContent extends About, Corrections {
  readonly type: 'objection-decision';
  readonly isProposed: boolean;
  readonly verdict: 'upheld' | 'refused';
  readonly decidedOn: Day;
  /** The decisions that no longer count; empty for a refusal. */
  readonly decisions: readonly NamedDecision[];
  readonly reason: Sealed;
  readonly attachments: readonly string[];
  readonly proposedBy?: string | undefined;
  /** What the second officer said. `reason` is that of who proposed. Absent in decisions of earlier releases. */
  readonly confirmation?: Sealed | undefined;
  /** Its number in the register of the bureau; annex 2 does not print one. Absent in decisions of earlier releases. */
  readonly serial?: string | undefined;
  /** The bureau that replies, as the notice names it. Absent in decisions of earlier releases. */
  readonly bureau?: string | undefined;
}

/**
 * A decision to uphold that corrects a value or adds good faith too. It is a kind of its own, so that a release that does
 * not know it leaves the file as it is.
 */
export interface ObjectionCorrectionContent extends Omit<ObjectionDecisionContent, 'type'> {
  readonly type: 'objection-correction';
}

/** Why a repair is refused (Art. 28, 29; `other` names its own article), and from which day it would be possible. */
export interface RefusalGround {
  readonly ground: 'too-early' | 'recurred' | 'excluded-kind' | 'found-elsewhere' | 'other';
  readonly article: string;
  readonly documentNumber?: string | undefined;
  readonly possibleFrom?: Day | undefined;
  /** The later decision about the same kind of behaviour. */
  readonly recurredBy?: string | undefined;
  /** The authority that found it and repairs it. */
  readonly authority?: string | undefined;
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
  /** Attachment ids: the form, the proofs of correction, and the commitment that they are true (Art. 30). */
  readonly attachments: {
    readonly form: string;
    readonly proofs: readonly string[];
    readonly commitment: string;
  };
  /** Reasons against the repair on the day it was received. */
  readonly obstacles: readonly RefusalGround[];
}

/** The longer time limit of a complicated repair, given at most once (延长处理时限, Art. 31). */
export interface RepairExtensionContent extends About {
  readonly type: 'repair-extension';
  readonly decideBy: Deadline;
  readonly reason: Sealed;
}

/** The decision on a repair (Art. 31, annexes 4 and 5). A grant takes effect after its public notice. */
export interface RepairDecisionContent extends About {
  readonly type: 'repair-decision';
  readonly isProposed: boolean;
  readonly verdict: 'granted' | 'refused';
  readonly decidedOn: Day;
  /** Number of the notice (编号), unique in the bureau and the year. */
  readonly serial: string;
  /** The bureau that decided, whose number it is. Absent in decisions of earlier releases. */
  readonly bureau?: string | undefined;
  readonly reason: Sealed;
  readonly grounds: readonly RefusalGround[];
  /** Last day of the public notice (公示期限) of a grant. */
  readonly notice?: Deadline | undefined;
  readonly proposedBy?: string | undefined;
  /** What the second officer said. `reason` is that of who proposed. Absent in decisions of earlier releases. */
  readonly confirmation?: Sealed | undefined;
}

/** An objection to the public notice of a repair (公示异议, Art. 31). */
export interface NoticeObjectionContent extends About {
  readonly type: 'notice-objection';
  readonly number: number;
  readonly receivedOn: Day;
  readonly grounds: Sealed;
  readonly attachments: readonly string[];
}

/** An officer's ruling on an objection to a public notice. If it is upheld, the repair does not take effect. */
export interface NoticeRulingContent extends About {
  readonly type: 'notice-ruling';
  readonly number: number;
  readonly verdict: 'upheld' | 'refused';
  readonly decidedOn: Day;
  readonly reason: Sealed;
}

/** An objection to a refused repair (annex 5). There is at most one for each refusal. */
export interface RefusalObjectionContent extends About {
  readonly type: 'refusal-objection';
  /** Last day to object, counted from the day on which the subject received the refusal. */
  readonly objectBy: Deadline;
  readonly receivedOn: Day;
  readonly decideBy: Deadline;
  readonly applicant: Applicant;
  readonly grounds: Sealed;
  readonly attachments: readonly string[];
}

/** The ruling on an objection to a refused repair. If it is upheld, the repair is granted, in public notice first. */
export interface RefusalRulingContent extends About {
  readonly type: 'refusal-ruling';
  readonly isProposed: boolean;
  readonly verdict: 'upheld' | 'refused';
  readonly decidedOn: Day;
  readonly reason: Sealed;
  /** Last day of the public notice, if it was upheld. */
  readonly notice?: Deadline | undefined;
  /** Number of the confirmation (annex 4) if it was upheld, and the bureau. Absent in rulings of earlier releases. */
  readonly serial?: string | undefined;
  readonly bureau?: string | undefined;
  readonly proposedBy?: string | undefined;
  /** What the second officer said. `reason` is that of who proposed. Absent in decisions of earlier releases. */
  readonly confirmation?: Sealed | undefined;
}

/** A recalculated deadline of an open case, because the calendar was announced or changed. The latest one applies. */
export interface RescheduleContent extends About {
  readonly type: 'deadline';
  readonly of: 'objection' | 'repair';
  readonly what: DeadlineKind;
  readonly deadline: Deadline;
}

/**
 * `decide`: the first time limit. `extended`: the longer one. `notice`: the end of the public notice. `objection`: to
 * decide an objection to a refused repair.
 */
export type DeadlineKind = 'decide' | 'extended' | 'notice' | 'objection';
