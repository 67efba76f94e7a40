import type { Stores } from '../../lib/application/wiring/stores.ts';
import { isDecision } from '../../lib/credit-file/facts/decision-state.ts';
import type { Fact } from '../../lib/credit-file/facts/fact.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { type Category, isInstitution } from '../../lib/shared/category.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { Review } from '../../schemas/reviews.ts';

export type ReviewDeps = Pick<
  Stores,
  'table' | 'folders' | 'waiting' | 'proposals' | 'evaluations' | 'quarantine'
> & {
  readonly runtime: Runtime;
  readonly vault: Vault;
};

/** What waits of one kind. */
export interface Found {
  readonly reviews: readonly Review[];
  /** More waits than is shown. */
  readonly isCut: boolean;
}

/** The most of one kind that an answer shows. */
export const reviewsMost = 200;

/** Who the subject is. The number of a person is masked. */
export function subjectOf(
  { party, facts, files }: Folder,
  category: Category,
  vault: Vault,
): Review['subject'] {
  const identity = files.get(category)?.identity ?? registrationsOf(facts).get(category)?.identity;
  if (!identity) return undefined;
  const { name, id } = vault.identify(party, identity);
  return { category, name, id: isInstitution(category) ? id : maskedIdentifier(id) };
}

/** The documents behind facts, each once. */
export function groundsOf(facts: readonly Fact[], keys: readonly string[]): NonNullable<Review['grounds']> {
  const found = facts.filter(isDecision).filter(({ key }) => keys.includes(key));
  const byDocument = new Map(found.map((fact) => [fact.document, fact]));
  return [...byDocument.values()].map(({ documentNumber, authority, decidedOn, usage, origin }) => ({
    ...(usage !== 'restricted' && { documentNumber }),
    authority: authority.name,
    decidedOn,
    source: origin.source,
  }));
}
