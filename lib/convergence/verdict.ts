import type { DifferenceCause } from '../../schemas/reasons/differences.ts';

/** What a file says of one receiver. `none`: no record should be there. */
export interface Said {
  readonly stage: 'none' | 'held' | 'in-flight' | 'given-up';
  /** `held`: the version that was acknowledged. Otherwise the version that is wanted; 0 if nothing ever was. */
  readonly version: number;
  /** Digest of the compared fields; only of `held`. */
  readonly content?: string | undefined;
}

/** What the receiver says it has. */
export interface Held {
  readonly version: number;
  readonly content: string;
}

export type Verdict =
  | { readonly kind: 'equal' }
  | { readonly kind: 'in-flight' }
  | { readonly kind: 'different'; readonly cause: DifferenceCause };

/**
 * Judges one record. A receiver that has a newer version than was ever sent would refuse every delivery as stale: that is
 * a difference also while a delivery is in flight.
 */
export function verdictOf(said: Said | undefined, held: Held | undefined): Verdict {
  if (!said) return held ? different('unowned-there') : equal;
  if (held && held.version > said.version && said.stage !== 'none') return different('newer-revision');
  if (said.stage === 'in-flight') return { kind: 'in-flight' };
  if (said.stage === 'given-up') return different('given-up');
  if (said.stage === 'none') return held ? different('extra-there') : equal;
  if (!held) return different('missing-there');
  if (held.version < said.version) return different('older-revision');
  return held.content === said.content ? equal : different('other-content');
}

const equal: Verdict = { kind: 'equal' };
const different = (cause: DifferenceCause): Verdict => ({ kind: 'different', cause });
