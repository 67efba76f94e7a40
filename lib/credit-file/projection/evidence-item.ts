import type { Day } from '../../shared/day.ts';

/** Evidence for one indicator with its cause; the input of a scorer. */
export interface Evidence {
  readonly indicator: string;
  readonly count?: number;
  readonly amount?: string;
  readonly months?: string;
  readonly value?: string;
  readonly level?: 'full' | 'partial' | 'none';
  readonly on: Day;
  readonly cause: {
    readonly fact: string;
    readonly document: string;
    readonly authority: string;
    readonly decidedOn: Day;
    readonly run: string;
    readonly fileSha256: string;
    readonly row: number;
    /** The document must not be named to other authorities (信息使用范围). */
    readonly isRestricted?: true;
    /** Why a document of another party counts here: `physician-sanctioned`, … */
    readonly via?: string;
    /** The cycle it belongs to, if that cycle was published before the document came in. */
    readonly carriedFrom?: number;
    /** Of a sum of many decisions: how many. It names none of them (`folding/day-book.ts`). */
    readonly documents?: number;
  };
}
