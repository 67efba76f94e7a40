import type { Category } from '../../shared/category.ts';

/**
 * A party: an institution or a natural person, known by the keyed hash of its identifier. One person can be a doctor
 * and an insured person: one party, two subjects (信用主体), two files.
 */
export type PartyKey = string & { readonly __party: unique symbol };

/** Text that only the vault can read: a name, a number, the words of a document. */
export type Sealed = string & { readonly __sealed: unique symbol };

/** Name and number of a subject: sealed, with a keyed digest that tells whether two are the same. */
export interface Identity {
  readonly sealed: Sealed;
  readonly digest: string;
  /** Keyed digest of the name alone, as names are compared: finds namesakes. */
  readonly nameDigest: string;
}

export interface SubjectKey {
  readonly party: PartyKey;
  readonly category: Category;
}

/** `doctor.Xk3…`: stands in delivery ids and logs; names nobody. */
export const subjectText = (subject: SubjectKey): string => `${subject.category}.${subject.party}`;
