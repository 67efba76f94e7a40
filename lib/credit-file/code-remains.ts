import { everyHolderOf, isAlias } from './facts/code-holder.ts';
import { movingTo, sentTo } from './facts/code-moves.ts';
import type { PartyKey } from './facts/subject.ts';
import type { FolderStore } from './ports.ts';
import type { Folder } from './projection/project-folder.ts';

/** What is left of a medical-insurance code after the registry gave it to a subject, as an earlier release left it. */
export interface CodeRemains {
  readonly code: PartyKey;
  /** `left-behind`: facts that did not go to the holder. `counted-twice`: an institution counts the code and the holder. */
  readonly what: 'left-behind' | 'counted-twice';
  /** The holder, or the institution. */
  readonly at: PartyKey;
  readonly facts: readonly string[];
}

/** What is left under a code: nothing for a party that is no code, or whose binding is complete. */
export async function remainsOf(
  code: Folder,
  store: Pick<FolderStore, 'readFolder'>,
): Promise<CodeRemains[]> {
  const holders = everyHolderOf(code.facts.filter(isAlias));
  const found = await Promise.all(
    holders.map(async (holder): Promise<CodeRemains> => {
      const known = new Set((await store.readFolder(holder)).facts.map(({ key }) => key));
      const facts = movingTo(holder, code.facts)
        .map((fact) => sentTo(fact, code.party).key)
        .filter((key) => !known.has(key));
      return { code: code.party, what: 'left-behind', at: holder, facts };
    }),
  );
  return found.filter(({ facts }) => facts.length > 0);
}

/** The codes whose documents an institution still counts, although each belongs to a holder by now. */
export async function countedTwiceAt(
  { party, links }: Folder,
  store: Pick<FolderStore, 'aliasesOf'>,
): Promise<CodeRemains[]> {
  const found: CodeRemains[] = [];
  for (const { person, entries } of links) {
    if (entries.length === 0 || (await store.aliasesOf(person)).length === 0) continue;
    found.push({ code: person, what: 'counted-twice', at: party, facts: entries.map(({ fact }) => fact) });
  }
  return found;
}
