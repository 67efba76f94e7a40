import type { Day } from '../../shared/day.ts';
import type { Suspension } from './suspension.ts';

export const sanctionKinds = ['settlement-suspension', 'service-suspension', 'service-stop'] as const;
export type SanctionKind = (typeof sanctionKinds)[number];

/** A sanction in force (Art. 25 (2), 26 (2), 26 (3)), from day `from` to the day before `until`. */
export interface Sanction {
  readonly kind: SanctionKind;
  readonly from: Day;
  readonly until?: Day | undefined;
  /** The bureau decided it at grade C (Art. 24 (2)); no grade alone brings it. */
  readonly ordered?: true | undefined;
}

/** A sanction that follows from an interim grade, and begins only when the grade is published. */
export interface AwaitingSanction {
  readonly kind: SanctionKind;
  /** The day of the interim grade. */
  readonly since: Day;
  readonly cycle: number;
}

/**
 * A new sanction or disclosure that waits for a document that the bureau can act under (Art. 33, policy parameter
 * `regulation.when-lapsed`).
 */
export interface AwaitingBasis {
  readonly kind: SanctionKind | 'disclosure';
  /** The day on which it would have begun. */
  readonly since: Day;
  /** The day on which it begins, if a document that is entered covers one. */
  readonly from?: Day | undefined;
}

/**
 * What follows from the file today: sanctions in force, a suspension that waits for a second officer, the day of the
 * next change.
 */
export interface Consequences {
  readonly sanctions: readonly Sanction[];
  /** Keys of the facts that a suspension in force rests on. */
  readonly suspendedFor?: readonly string[] | undefined;
  readonly pending?: Suspension | undefined;
  readonly awaiting?: AwaitingSanction | undefined;
  readonly awaitingBasis?: readonly AwaitingBasis[] | undefined;
  /** Suspensions that had ended when their decision arrived, and were not imposed. */
  readonly overOnArrival?: readonly Sanction[] | undefined;
  readonly changesOn?: Day | undefined;
}
