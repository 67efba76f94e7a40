/**
 * The life of one subject over ten years, day by day: what happens, and what stands at the end of the day. Every day is
 * worked out by hand from the text. The result of a year is published on 15 January of the next one.
 */
export interface Life {
  readonly subject: {
    readonly category: 'doctor' | 'insured-person' | 'medical-institution';
    readonly id: string;
    readonly name: string;
  };
  readonly days: readonly LifeDay[];
}

export interface LifeDay {
  readonly on: string;
  readonly says: string;
  readonly happens?: readonly Happening[];
  readonly expects: Expected;
}

export type Happening =
  | {
      readonly kind: 'found';
      readonly document: string;
      readonly indicator: string;
      readonly figures?: object;
      /** The day of the decision, if it came in later. */
      readonly decidedOn?: string;
    }
  | { readonly kind: 'registry'; readonly status: '正常' | '离职' }
  | {
      readonly kind: 'repair';
      readonly document: string;
      /** Granted: the last day of its public notice. Not granted: the ground of Art. 29. */
      readonly becomes: { readonly noticeUntil: string } | { readonly refusedBy: 'recurred' | 'too-early' };
    };

export interface Expected {
  /** Cycle, state, score and grade in force. */
  readonly grade: string;
  /** Lowered by three years at C or below (Art. 26 (2)). */
  readonly isLowered?: true;
  /** A sanction in force, with its last day if it has one. The settlement system has the same. */
  readonly sanction?: { readonly kind: string; readonly from: string; readonly lastDay?: string };
  /** A sanction that waits for the publication of the grade. */
  readonly awaits?: string;
  /** The agreement is to be ended: E in two cycles running (Art. 26 (1)). */
  readonly endsAgreement?: true;
  /** The results of E that are public, latest first. `until` is the first day on which they are not. */
  readonly isPublic?: readonly {
    readonly cycle: number;
    readonly from: string;
    readonly until: string;
    readonly documents: readonly string[];
  }[];
  /** The document whose repair is in public notice, and the last day of the notice (Art. 31). */
  readonly inNotice?: string;
}

export const found = (document: string, indicator: string, figures: object = {}): Happening => ({
  kind: 'found',
  document,
  indicator,
  figures,
});
