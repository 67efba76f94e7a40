import type { Day } from '../shared/day.ts';

interface Issued {
  /** Number of the notice (编号). */
  readonly number: string;
  readonly bureau: string;
  /** Who handled it (经办人). */
  readonly officer: string;
  readonly issuedOn: Day;
}

/** 异议信息处理结果反馈单 (annex 2, Art. 20). */
export interface ObjectionReply extends Issued {
  readonly kind: 'objection-reply';
  readonly applicant: string;
  readonly content: string;
  readonly result: string;
  readonly remark?: string | undefined;
}

/** 信用修复确认通知书 (annex 4, Art. 31). */
export interface RepairConfirmation extends Issued {
  readonly kind: 'repair-confirmation';
  readonly name: string;
  readonly id: string;
  readonly representative?: string | undefined;
  readonly contact?: string | undefined;
  /** What was repaired: documents, authorities and days. */
  readonly dishonesty: string;
  /** Whole months on record until the application came in. */
  readonly monthsOnRecord: number;
  readonly opinion: string;
  readonly effectiveOn: Day;
}

/** 不予信用修复告知书 (annex 5, Art. 29, 31). */
export interface RepairRefusal extends Issued {
  readonly kind: 'repair-refusal';
  readonly name: string;
  readonly receivedOn: Day;
  readonly grounds: readonly {
    readonly words: string;
    readonly article: string;
    readonly possibleFrom?: Day | undefined;
  }[];
  readonly opinion: string;
  /** Working days within which the subject can object. */
  readonly objectionWorkingDays: number;
  readonly phone?: string | undefined;
}

export type Notice = ObjectionReply | RepairConfirmation | RepairRefusal;

/** A notice contains characters that the font lacks. An officer must write them differently, or by hand. */
export class MissingGlyphs extends Error {
  override readonly name = 'MissingGlyphs';
  readonly characters: readonly string[];

  constructor(characters: readonly string[]) {
    super(`the font lacks ${characters.length} characters`);
    this.characters = characters;
  }
}
