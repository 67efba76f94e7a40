import type { AliasFact, Fact, Link } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { Folder } from '../../credit-file/projection/project-folder.ts';
import type { Category } from '../../shared/category.ts';

interface DryFolder {
  readonly facts: Map<string, Fact>;
  readonly links: Map<PartyKey, Link>;
  readonly files: Map<Category, FileState>;
}

/**
 * The folders as they would be: reads go to the store, writes stay in memory and are seen by later reads. What a preview
 * does not need to know (sheets, indexes) is not kept.
 */
export function dryFolders(store: FolderStore): FolderStore {
  const changed = new Map<PartyKey, Promise<DryFolder>>();
  const folderOf = (party: PartyKey): Promise<DryFolder> => {
    const known = changed.get(party) ?? copied(party, store);
    changed.set(party, known);
    return known;
  };
  const addFact = async (party: PartyKey, fact: Fact): Promise<boolean> => {
    const { facts } = await folderOf(party);
    if (facts.has(fact.key)) return false;
    facts.set(fact.key, fact);
    return true;
  };
  const putLink = async (institution: PartyKey, link: Link): Promise<boolean> => {
    (await folderOf(institution)).links.set(link.person, link);
    return true;
  };
  return {
    ...store,
    readFolder: async (party) => asFolder(party, await folderOf(party)),
    readCondensed: async (party) => ({
      ...asFolder(party, await folderOf(party)),
      inSlots: [],
      inLinkSlots: [],
    }),
    fillSlot: addFact,
    putFold: async () => true,
    readFiles: async (party) => new Map((await folderOf(party)).files),
    readFile: async ({ party, category }) => (await folderOf(party)).files.get(category),
    readFilesOf: async (subjects) => {
      const files = await Promise.all(
        subjects.map(async ({ party, category }) => (await folderOf(party)).files.get(category)),
      );
      return files.filter((file) => file !== undefined);
    },
    aliasesOf: async (party) =>
      [...(await folderOf(party)).facts.values()].filter((fact): fact is AliasFact => fact.type === 'alias'),
    addFact,
    addWaitingFact: addFact,
    addCase: addFact,
    putLink,
    fillLinkSlot: putLink,
    addRelation: addFact,
    async putFile(file) {
      const { files } = await folderOf(file.party);
      if ((files.get(file.category)?.revision ?? 0) !== file.revision - 1) return false;
      files.set(file.category, file);
      return true;
    },
    async likelyStrangers(parties) {
      const strangers = await store.likelyStrangers(parties);
      const known = await Promise.all(
        [...strangers].map(async (party) => [party, (await folderOf(party)).files.size > 0] as const),
      );
      return new Set(known.flatMap(([party, isKnown]) => (isKnown ? [] : [party])));
    },
    stopWaiting: async () => undefined,
    expireFact: async () => undefined,
    moveCase: async () => undefined,
    addName: async () => undefined,
    noteDisclosed: async () => undefined,
    addSheet: async () => undefined,
    lease: async () => undefined,
  };
}

async function copied(party: PartyKey, store: Pick<FolderStore, 'readFolder'>): Promise<DryFolder> {
  const { facts, links, files } = await store.readFolder(party);
  return {
    facts: new Map(facts.map((fact) => [fact.key, fact])),
    links: new Map(links.map((link) => [link.person, link])),
    files: new Map(files),
  };
}

const asFolder = (party: PartyKey, { facts, links, files }: DryFolder): Folder => ({
  party,
  facts: [...facts.values()],
  links: [...links.values()],
  files: new Map(files),
});
