import type { AliasFact, RegistrationFact, RelationFact } from './facts/fact.ts';
import type { PartyKey } from './facts/subject.ts';

/** A registry entry with what it says about other parties. */
export interface RegistrationEntry {
  readonly fact: RegistrationFact;
  /** The party of its medical-insurance code, and the fact that assigns the code to this party. */
  readonly alias?: { readonly code: PartyKey; readonly fact: AliasFact } | undefined;
  /** Its legal representative, and the fact that the person represents it. */
  readonly relation?: { readonly person: PartyKey; readonly fact: RelationFact } | undefined;
  /** An officer says that it is an institution of its own, although another one holds its code. */
  readonly isApart?: boolean | undefined;
}
