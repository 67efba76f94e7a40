import type { Category } from '../../shared/category.ts';

/**
 * A party: an institution or a natural person, identified by the keyed hash of its identifier. One person can be a
 * doctor and an insured person: one party, two subjects (信用主体), two files.
 */
export type PartyKey = string & { readonly __party: unique symbol };

/** Encrypted text: a name, a number, or words of a document. Only the vault can decrypt it. */
export type Sealed = string & { readonly __sealed: unique symbol };

/** Name and number of a subject: sealed, with a keyed digest that shows whether two identities are equal. */
export interface Identity {
  readonly sealed: Sealed;
  readonly digest: string;
  /** Keyed digest of the normalised name alone; finds subjects with the same name. */
  readonly nameDigest: string;
}

export interface SubjectKey {
  readonly party: PartyKey;
  readonly category: Category;
}

/** `doctor.Xk3…`: used in delivery ids and logs; contains no name and no number. */
export const subjectText = (subject: SubjectKey): string => `${subject.category}.${subject.party}`;

/** The subject of a text `<category>.<party>`, as `subjectText` makes it. */
export function subjectIn(text: string): SubjectKey {
  const [category, party] = text.split('.');
  return { category: category as Category, party: party as PartyKey };
}
