import type { RowFinding } from '../../schemas/record.ts';

/** What became of a decision that was to be taken into a folder. */
export type Taken =
  | { readonly kind: 'accepted' | 'duplicate' | 'unmatched' }
  | { readonly kind: 'quarantined'; readonly findings: readonly RowFinding[] };
