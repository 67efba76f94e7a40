import type { SanctionKind } from './projection/sanctions.ts';

/** What an officer asks for: kind of act, the item or party it is about, and a digest of its content. */
export interface Act {
  readonly kind: 'correction' | 'dismissal' | 'undo' | 'removal' | 'move' | 'mending';
  /** Id of a row or removal, or the party of a record. */
  readonly about: string;
  /** Digest of all that the act depends on. Another content, or a changed item, is another act. */
  readonly digest: string;
}

/**
 * An act that would end or shorten a sanction, proposed by one officer. It is carried out when another one asks for the
 * same (四眼原则). It contains no personal data.
 */
export interface Proposal extends Act {
  readonly by: string;
  readonly at: string;
  readonly lifts: readonly SanctionKind[];
  readonly confirmedBy?: string | undefined;
  readonly revision: number;
}

/** Days for which a proposal can be confirmed. */
export const proposalDays = 30;

/** A proposal as officers see it. */
export const proposalView = ({ kind, by, at, lifts }: Proposal) => ({ kind, by, at, lifts: [...lifts] });

export interface ProposalStore {
  read(act: Pick<Act, 'about' | 'digest'>): Promise<Proposal | undefined>;
  /** Adds a proposal (revision 1) or replaces one. False when another write came in between. */
  put(proposal: Proposal): Promise<boolean>;
  /** The proposals about an item that nobody has confirmed. */
  about(about: string): Promise<readonly Proposal[]>;
}
