import type { AnswerOf, InputOf } from '../../api/operation-types.ts';

export type Detail = AnswerOf<'GET /v1/quarantine/{id}'>;
export type Correction = InputOf<'POST /v1/quarantine/{id}/correction'>['body'];
export type Decided = AnswerOf<'POST /v1/quarantine/{id}/correction'>;

/** What an officer does with an item. */
export type Act =
  | { readonly kind: 'correction'; readonly id: string; readonly body: Correction }
  | { readonly kind: 'dismissal' | 'undo'; readonly id: string; readonly reason: string };

/** A decision of this sitting, for the list from which it can be taken back. */
export interface Done {
  readonly number: number;
  readonly act: Act;
  /** It waits for a second officer: nothing happened yet. */
  readonly isProposed: boolean;
  /** The corrected row waits for another reason now. */
  readonly waitsAgain?: string | undefined;
}

/** An item on its page, and what its officer does there. */
export interface ItemPageProps {
  readonly id: string;
  readonly keysOn: boolean;
  readonly isBusy: boolean;
  readonly error: Error | null;
  onAct(act: Act): void;
  onStep(by: number): void;
}
