import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isDecision } from '../credit-file/facts/decision-state.ts';
import {
  type DecisionFact,
  type Fact,
  isKnownFact,
  type Link,
  type RelationFact,
} from '../credit-file/facts/fact.ts';
import type { PartyKey, SubjectKey } from '../credit-file/facts/subject.ts';
import { type Fold, slotOf } from '../credit-file/folding/fold.ts';
import { entriesIn } from '../credit-file/folding/link-book.ts';
import {
  agendaOf,
  type FileState,
  fileDigestOf,
  readStoredFile,
  type StoredFile,
  storedFile,
} from '../credit-file/projection/file-state.ts';
import type { Folder } from '../credit-file/projection/project-folder.ts';
import type { Category } from '../shared/category.ts';
import { Fault } from '../shared/fault.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
import { type Condition, type Item, number, text } from './table.ts';

/** How the contents of a folder are written as items and read from them. */
export const keyed = (pk: string, sk: string): Item => ({ pk: text(pk), sk: text(sk) });

export function folderOf(party: PartyKey, items: readonly Item[]): Folder {
  const facts = new Map<string, Fact>();
  const slotted = new Set<string>();
  const copied: DecisionFact[] = [];
  const relationsApart = new Set<string>();
  const [inSlots, outside]: [Link[], Link[]] = [[], []];
  const files = new Map<Category, FileState>();
  let fold: Fold | undefined;
  for (const item of items) {
    const sk = item['sk']?.S ?? '';
    if (sk.startsWith('BOOKED#') || sk.startsWith('FACT#')) {
      const fact = factOf(item);
      // A decision in a slot may have been added outside it at the same moment.
      if (!slotted.has(fact.key)) facts.set(fact.key, fact);
      else if (isDecision(fact)) copied.push(fact);
      if (sk.startsWith('BOOKED#')) slotted.add(fact.key);
    } else if (sk.startsWith('REPRESENTS#')) {
      const fact = factOf(item);
      if (!facts.has(fact.key)) relationsApart.add(fact.key);
      facts.set(fact.key, facts.get(fact.key) ?? fact);
    } else if (sk.startsWith('BOUND#')) inSlots.push(bodyOf<Link>(item));
    else if (sk.startsWith('LINK#')) outside.push(bodyOf<Link>(item));
    else if (sk.startsWith('FOLD#')) fold = foldIn(item);
    else {
      const file = fileOf(item);
      files.set(file.category, file);
    }
  }
  const twice = new Set(copied.map(({ key }) => key));
  return {
    party,
    facts: [...facts.values()],
    ...placedLinks(inSlots, withoutCopies(outside, fold)),
    files,
    ...(slotted.size > 0 && { slotted, twice }),
    ...(fold && { fold, slotted, twice, copies: copiesIn(outside, fold) }),
    ...(copied.length > 0 && { copied }),
    ...(relationsApart.size > 0 && { relationsApart }),
  };
}

const isCopy = ({ person, drawnFrom }: Link, { moved }: Pick<Fold, 'moved'>): boolean =>
  drawnFrom <= (moved?.[person] ?? -1);

const withoutCopies = (outside: readonly Link[], fold: Fold | undefined): readonly Link[] =>
  fold?.moved ? outside.filter((link) => !isCopy(link, fold)) : outside;

const copiesIn = (outside: readonly Link[], fold: Fold): Map<PartyKey, number> =>
  new Map(outside.filter((link) => isCopy(link, fold)).map(({ person, drawnFrom }) => [person, drawnFrom]));

/**
 * Whether a folder was read while something went into slots, so that it lacks what the fold sums: the slots were read before
 * they were filled, and the fold after. Only of a folder that was read with its slots.
 */
export function isTorn({ fold, facts, slotted, links }: Folder): boolean {
  if (!fold) return false;
  const slots = new Set([...fold.pending, ...fold.apart]);
  const booked = facts
    .filter(isDecision)
    .filter((fact) => slotted?.has(fact.key) && !slots.has(slotOf(fact)));
  const { entries = 0, pending = {}, apart = [] } = fold.links ?? {};
  const persons = new Set<string>([...Object.keys(pending), ...apart]);
  const inBook = links.filter(({ person }) => !persons.has(person));
  return booked.length < fold.book.documents || entriesIn(inBook) < entries;
}

/** The links of a folder: of a person with one in a slot and another outside, the one that was made from more facts. */
export function placedLinks(
  inSlots: readonly Link[],
  outside: readonly Link[],
): Pick<Folder, 'links' | 'linkSlots' | 'linksOutside'> {
  const links = new Map(inSlots.map((link) => [link.person, link]));
  for (const link of outside)
    if (link.drawnFrom >= (links.get(link.person)?.drawnFrom ?? 0)) links.set(link.person, link);
  return {
    links: [...links.values()],
    linkSlots: new Map(inSlots.map(({ person, drawnFrom }) => [person, drawnFrom])),
    linksOutside: new Set(outside.map(({ person }) => person)),
  };
}

const foldIn = (item: Item): Fold => ({ ...bodyOf<Fold>(item), version: Number(item['revision']?.N) });

/** The sums of a party with many decisions; replaced as a whole, on the version before. */
export const foldItem = (party: PartyKey, fold: Fold): Item => ({
  ...keyed(partition.party(party), sort.fold(fold.category)),
  revision: number(fold.version),
  body: packedBody(fold),
});

/** A decision in the slot of its number. */
export const slotItem = (party: PartyKey, fact: DecisionFact): Item => ({
  ...keyed(partition.party(party), sort.slot(slotOf(fact))),
  fact: text(fact.key),
  body: factBody(fact),
});

/** A link in the slot of its person, or outside. */
export const linkItem = (institution: PartyKey, sk: string, link: Link): Item => ({
  ...keyed(partition.party(institution), sk),
  drawnFrom: number(link.drawnFrom),
  body: text(JSON.stringify(link)),
});

export const relationItem = (person: PartyKey, fact: RelationFact): Item => ({
  ...keyed(partition.party(person), sort.relation(fact.institution)),
  fact: text(fact.key),
  body: factBody(fact),
});

export const factItem = (party: PartyKey, fact: Fact): Item => ({
  ...keyed(partition.party(party), sort.fact(fact.key)),
  body: factBody(fact),
});

export const packedBody = (body: object): AttributeValue => ({ B: deflateRawSync(JSON.stringify(body)) });

/** A body as this release writes it, or as plain JSON, as earlier ones did. */
export const bodyOf = <T>(item: Item): T => {
  const { B: packed, S: plain } = item['body'] ?? {};
  return JSON.parse(packed ? inflateRawSync(packed).toString('utf8') : (plain ?? 'null')) as T;
};

/**
 * What the key contains is not stored again, and the rest is compressed. That saves what base64 adds to sealed values,
 * so that most decisions fit into one write unit. Facts of release 1 are plain JSON.
 */
export function factBody(fact: Fact): AttributeValue {
  const { key: _key, ...body } = fact;
  return packedBody('document' in body ? { ...body, document: undefined } : body);
}

/**
 * The key of a decision is `D.<document>.…` (`lib/application/intake/facts.ts`).
 * @throws Fault `data-newer` for a kind of fact that a newer release wrote. A file projected without it would be wrong,
 * and the wrong state would be delivered.
 */
export function factOf(item: Item): Fact {
  const key = item['fact']?.S ?? (item['sk']?.S ?? '').slice(sort.fact('').length);
  const body = bodyOf<Fact>(item);
  if (!isKnownFact(body))
    throw new Fault(
      'data-newer',
      `The fact ${key} is of the kind ${body.type}, which a newer release wrote. Run that release on this table.`,
      { retryable: false },
    );
  return { ...body, key, ...(body.type === 'decision' && { document: key.split('.')[1] ?? '' }) } as Fact;
}

export const leaseAttribute = (receiver: string): string => `lease_${receiver}`;
export const abandonedAttribute = (receiver: string): string => `abandoned_${receiver}`;

/** Revision and leases are attributes beside the body, because conditions read them. A file fits into one write unit. */
export function fileItem(file: FileState): Item {
  const { revision, leases, party, category } = file;
  const { party: _party, category: _category, ...said } = storedFile(file);
  const body = { ...said, digest: fileDigestOf(file) };
  const pk = partition.party(party);
  const agendaAt = agendaOf(file);
  return {
    ...keyed(pk, sort.file(category)),
    revision: number(revision),
    body: packedBody(body),
    ...attributesOf(leases, leaseAttribute),
    ...attributesOf(file.abandoned ?? {}, abandonedAttribute),
    ...(agendaAt && { agendaShard: text(agendaShardOf(pk)), agendaAt: text(agendaAt) }),
  };
}

const attributesOf = (values: Readonly<Record<string, string>>, nameOf: (receiver: string) => string): Item =>
  Object.fromEntries(Object.entries(values).map(([receiver, value]) => [nameOf(receiver), text(value)]));

/** The attributes whose names begin so, by receiver. A blank one says nothing. */
const receiversIn = (item: Item, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) =>
      name.startsWith(prefix) && value.S ? [[name.slice(prefix.length), value.S]] : [],
    ),
  );

export function fileOf(item: Item): FileState {
  const body = readStoredFile(bodyOf<StoredFile>(item));
  const abandoned = receiversIn(item, abandonedAttribute(''));
  const subject: SubjectKey = {
    party: (item['pk']?.S ?? '').slice(2) as PartyKey,
    category: (item['sk']?.S ?? '').slice(5) as Category,
  };
  return {
    ...subject,
    ...body,
    revision: Number(item['revision']?.N),
    leases: receiversIn(item, leaseAttribute('')),
    ...(Object.keys(abandoned).length > 0 && { abandoned }),
  };
}

/** A fact whose content was deleted after its retention period may be added again. */
export const absentOrExpired: Condition = {
  ConditionExpression: 'attribute_not_exists(pk) OR expired = :yes',
  ExpressionAttributeValues: { ':yes': { BOOL: true } },
};
