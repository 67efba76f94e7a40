import type { DecisionContent } from '../../../schemas/record.ts';
import type { FactBase, RegistrationFact } from './fact.ts';

/** `identity`: two rows that differ in the field say two things. `detail`: they say one thing, the one that came first. */
type Part = 'identity' | 'detail';
export type PartsOf<Said> = { readonly [Field in keyof Required<Said>]: Part };
type ContentOf<Kind extends DecisionContent['kind']> = Extract<DecisionContent, { kind: Kind }>;

/**
 * Every field of each kind of content; one that is missing here does not compile. A field that is added to a kind is
 * `detail`: documents are known that came without it, and would be other ones when they are sent again with it.
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
  },
  listing: { kind: 'identity', list: 'identity', listedOn: 'identity', removedOn: 'identity' },
  discipline: { kind: 'identity', measure: 'identity' },
};

/** What a registration says beside the name and number of its subject, which have a digest of their own. */
export type RegistrationContent = Omit<RegistrationFact, keyof FactBase | 'type' | 'identity'>;
type Employment = NonNullable<RegistrationContent['employment']>;

/** The same of registry entries: a field that is added is `detail`, or the registry says everything anew once. */
export const registrationFields: PartsOf<RegistrationContent> = {
  category: 'identity',
  scheme: 'identity',
  medinsCode: 'identity',
  level: 'identity',
  division: 'identity',
  status: 'identity',
  representative: 'identity',
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
