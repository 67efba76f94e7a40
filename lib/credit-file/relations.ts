import type { Fact, RelationFact } from './facts/fact.ts';
import type { PartyKey } from './facts/subject.ts';
import type { CondensedFolder, FolderStore } from './ports.ts';

/** A person's first relations are facts like others. Further ones are kept apart, where projections do not read them. */
const relationsAmongFacts = 8;

/** Whether the person may represent institutions that are not among the facts. The first relations always are. */
export const mayHaveRelationsApart = (facts: readonly Fact[]): boolean =>
  facts.filter(({ type }) => type === 'relation').length >= relationsAmongFacts;

/**
 * Adds that a person represents an institution. Idempotent.
 * @returns the folder in which the relation is a fact that counts for the person's own files; undefined if it is kept apart
 */
export async function addRelation(
  person: PartyKey,
  fact: RelationFact,
  store: Pick<FolderStore, 'readCondensed' | 'addFact' | 'addRelation'>,
): Promise<CondensedFolder | undefined> {
  const before = await store.readCondensed(person);
  if (before.facts.some(({ key }) => key === fact.key)) return before;
  if (mayHaveRelationsApart(before.facts)) {
    await store.addRelation(person, fact);
    return undefined;
  }
  await store.addFact(person, fact);
  return { ...before, facts: [...before.facts, fact] };
}
