import type { Day } from '../shared/day.ts';

interface Issued {
  /** The bureau of the subject's prefecture. */
  readonly bureau: string;
  readonly issuedOn: Day;
  /** What the notice says about its legal basis, if none on record covers the day of printing (Art. 33). */
  readonly lapsedBasis?: string | undefined;
}

/** What annexes 4 and 5 print besides. */
interface Numbered extends Issued {
  /** Number of the notice (编号), unique in the bureau. */
  readonly number: string;
  /** Who handled it (经办人). */
  readonly officer: string;
}

/** 异议信息处理结果反馈单 (annex 2, Art. 20). The annex has no number and no officer. */
export interface ObjectionReply extends Issued {
  readonly kind: 'objection-reply';
  readonly applicant: string;
  readonly content: string;
  readonly result: string;
  readonly remark?: string | undefined;
}

/** How long the dishonesty information was public (已披露) on the day of the application. */
export interface Disclosed {
  /** Whole months since the publication; of several documents the shortest time. Absent: none was public. */
  readonly months?: number | undefined;
  /** Documents that were never public. */
  readonly never: readonly string[];
}

/** 信用修复确认通知书 (annex 4, Art. 31). */
export interface RepairConfirmation extends Numbered {
  readonly kind: 'repair-confirmation';
  readonly name: string;
  readonly id: string;
  readonly representative?: string | undefined;
  readonly contact?: string | undefined;
  /** What was repaired: documents, authorities and days. */
  readonly dishonesty: string;
  readonly disclosed: Disclosed;
  readonly opinion: string;
  readonly effectiveOn: Day;
}

/** Why a repair was refused, in words. */
export interface RefusalWords {
  readonly words: string;
  readonly article: string;
  readonly documentNumber?: string | undefined;
  readonly possibleFrom?: Day | undefined;
  /** The later document about the same kind of behaviour. */
  readonly recurredBy?: string | undefined;
}

/** 不予信用修复告知书 (annex 5, Art. 29, 31), and the page on how it can be repaired (两书同达). */
export interface RepairRefusal extends Numbered {
  readonly kind: 'repair-refusal';
  readonly phone: string;
  readonly name: string;
  readonly receivedOn: Day;
  readonly grounds: readonly RefusalWords[];
  readonly opinion: string;
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
