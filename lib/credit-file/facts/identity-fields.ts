import type { DecisionContent } from '../../../schemas/record.ts';
import type { FactBase, RegistrationFact } from './fact.ts';

/**
 * `identity`: two rows with different values in the field are different statements. `detail`: they are the same
 * statement, and the first row's value is kept.
 */
type Part = 'identity' | 'detail';
export type PartsOf<Said> = { readonly [Field in keyof Required<Said>]: Part };
type ContentOf<Kind extends DecisionContent['kind']> = Extract<DecisionContent, { kind: Kind }>;

/**
 * Every field of each kind of content. The code does not compile if a field is missing. A new field is a `detail`:
 * documents that were stored without it would become new documents when a sender repeats them with it.
 */
export const contentFields: { readonly [Kind in DecisionContent['kind']]: PartsOf<ContentOf<Kind>> } = {
  penalty: { kind: 'identity', penalties: 'identity', fineCny: 'identity', confiscatedCny: 'identity' },
  finding: {
    kind: 'identity',
    indicator: 'identity',
    count: 'identity',
    amount: 'identity',
    months: 'identity',
    value: 'identity',
    level: 'identity',
    authorityLevel: 'detail',
  },
  listing: { kind: 'identity', list: 'identity', listedOn: 'identity', removedOn: 'identity' },
  discipline: { kind: 'identity', measure: 'identity' },
};

/** The content of a registration without name and number of its subject, which have their own digest. */
export type RegistrationContent = Omit<RegistrationFact, keyof FactBase | 'type' | 'identity'>;
type Employment = NonNullable<RegistrationContent['employment']>;

/** The same for registry entries. With a new field of identity, every entry would once count as changed. */
export const registrationFields: PartsOf<RegistrationContent> = {
  category: 'identity',
  scheme: 'identity',
  medinsCode: 'identity',
  level: 'identity',
  division: 'identity',
  status: 'identity',
  /** The number itself is in the digest of the identity. */
  number: 'detail',
  representative: 'identity',
  representativeIdentity: 'detail',
  /** In the digest only where they are filled in (`registrationDigest`), so that earlier entries keep theirs. */
  particulars: 'detail',
  employment: 'identity',
};

export const employmentFields: PartsOf<Employment> = {
  employer: 'identity',
  from: 'identity',
  to: 'identity',
};

/** The fields of a value that are part of identity. */
export const identityOf = (value: object, parts: Readonly<Record<string, Part>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([field]) => parts[field] === 'identity'));
