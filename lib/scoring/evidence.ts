import type { Day } from '../shared/day.ts';

/** Where evidence comes from; copied unchanged into the explanation. */
export interface EvidenceCause {
  readonly fact: string;
  readonly document: string;
  readonly authority: string;
  readonly decidedOn: Day;
  readonly run: string;
  readonly fileSha256?: string | undefined;
  readonly row: number;
  readonly isRestricted?: true | undefined;
  readonly via?: string | undefined;
  readonly carriedFrom?: number | undefined;
  readonly documents?: number | undefined;
}

/** What was established about an indicator; decimals as text (`docs/regulation.md`, Indicator codes). */
export interface ScoringEvidence {
  readonly indicator: string;
  readonly count?: number | undefined;
  readonly amount?: string | undefined;
  readonly months?: string | undefined;
  readonly value?: string | undefined;
  readonly level?: 'full' | 'partial' | 'none' | undefined;
  readonly on?: Day | undefined;
  readonly cause?: EvidenceCause | undefined;
}

export interface PeerRange {
  readonly min: string;
  readonly max: string;
}

/** Why a line has its points. `pending-peers`: there are no peer statistics between two annual evaluations. */
export type Basis = 'evidence' | 'no-evidence' | 'pending-peers';
