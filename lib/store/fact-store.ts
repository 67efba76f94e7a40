import { arrivalOf } from '../credit-file/facts/arrival.ts';
import { isAlias } from '../credit-file/facts/code-holder.ts';
import { isDecision } from '../credit-file/facts/decision-state.ts';
import { receiptKey, receiptKeys } from '../credit-file/facts/earlier-receipt.ts';
import type { DecisionFact, Link } from '../credit-file/facts/fact.ts';
import type { PartyKey } from '../credit-file/facts/subject.ts';
import { isCurrent, mayStand, slotOf } from '../credit-file/folding/fold.ts';
import { noLinkSlots } from '../credit-file/folding/link-book.ts';
import type { About, CondensedFolder, FactStore } from '../credit-file/ports.ts';
import type { Folder } from '../credit-file/projection/project-folder.ts';
import { Fault } from '../shared/fault.ts';
import {
  absentOrExpired,
  bodyOf,
  factItem,
  factOf,
  folderOf,
  foldItem,
  isTorn,
  linkItem,
  placedLinks,
  relationItem,
  slotItem,
} from './folder-items.ts';
import { agendaShardOf, condensedRange, folderRange, partition, sort } from './keys.ts';
import { type Condition, type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

const expiredBody = {
  ExpressionAttributeValues: {
    ':body': text(JSON.stringify({ type: 'expired', origin: {} })),
    ':yes': { BOOL: true },
  },
};

/**
 * Facts and links of a party. Each party has one partition, and each write is one conditional write of one item.
 */
export const createFactStore = (table: Table): FactStore => ({
  readFolder: (party) => folderIn(table, party, folderRange),
  readCondensed: (party, about = {}) => condensedIn(table, party, about),
  fillSlot: (party, fact) => table.put(slotItem(party, fact), onlyIfAbsent),
  putFold: (party, fold) =>
    table.put(
      foldItem(party, fold),
      fold.version === 1
        ? onlyIfAbsent
        : {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': number(fold.version - 1) },
          },
    ),
  addFact: (party, fact) => table.put(factItem(party, fact), absentOrExpired),
  addWaitingFact(party, fact) {
    const item = factItem(party, fact);
    const { source, receivedAt, run, row } = fact.origin;
    const at = [source, receivedAt, `${run}.${row}`].join('#');
    const shard = agendaShardOf(item['pk']?.S ?? '', 'U');
    return table.put({ ...item, agendaShard: text(shard), agendaAt: text(at) }, absentOrExpired);
  },
  async stopWaiting(party, factKey) {
    await table.update(partition.party(party), sort.fact(factKey), {
      UpdateExpression: 'REMOVE agendaShard, agendaAt',
      ConditionExpression: 'attribute_exists(agendaShard)',
    });
  },
  async expireFact(party, factKey) {
    const [pk, sk] = [partition.party(party), sort.fact(factKey)];
    if (!(await table.get(pk, sk))?.['agendaShard']) return;
    const erased = { UpdateExpression: 'SET body = :body, expired = :yes', ...expiredBody };
    // The receipts first: the index leads to them until the decision itself is erased.
    for await (const receipt of factsOf(table, party, receiptKeys(factKey)))
      await table.update(pk, receipt['sk']?.S ?? '', erased);
    await table.update(pk, sk, {
      ...erased,
      UpdateExpression: `${erased.UpdateExpression} REMOVE agendaShard, agendaAt`,
      ConditionExpression: 'attribute_exists(agendaShard)',
    });
  },
  putLink: (institution, link) =>
    table.put(linkItem(institution, sort.link(link.person), link), madeFromMore(link)),
  fillLinkSlot: (institution, link) =>
    table.put(linkItem(institution, sort.linkSlot(link.person), link), madeFromMore(link)),
  dropFact: (party, fact) => dropFact(table, party, fact),
  dropLink: (institution, link) => dropLink(table, institution, link),
  addRelation: (person, fact) => table.put(relationItem(person, fact), onlyIfAbsent),
  async aliasesOf(party) {
    return (await Array.fromAsync(factsOf(table, party, 'A.'))).map(factOf).filter(isAlias);
  },
});

/**
 * The copy of a decision outside its slot, if it says nothing that the slot does not, and is still as it was read. Two rows that
 * say the same may have been stored at the same moment, one of them outside: one that was received earlier has a receipt.
 */
async function dropFact(table: Table, party: PartyKey, fact: DecisionFact): Promise<boolean> {
  const pk = partition.party(party);
  const places = [sort.fact(fact.key), sort.slot(slotOf(fact))];
  const items = await table.getAll(places.map((sk) => ({ pk, sk })));
  const [copy, slot] = places.map((sk) => items.find((item) => item['sk']?.S === sk));
  if (!copy?.['body'] || !slot || copy['agendaShard']) return false;
  const [one, kept] = [factOf(copy), factOf(slot)];
  if (one.key !== kept.key) return false;
  const isEarlier = arrivalOf(one) < arrivalOf(kept);
  if (isEarlier && !(await table.get(pk, sort.fact(receiptKey(one))))) return false;
  return table.remove(pk, sort.fact(fact.key), {
    ConditionExpression: 'body = :body AND attribute_not_exists(agendaShard)',
    ExpressionAttributeValues: { ':body': copy['body'] },
  });
}

/** What is left of a link outside its slot, if the slot has one that was made from as many facts. */
async function dropLink(
  table: Table,
  institution: PartyKey,
  { person, drawnFrom }: Pick<Link, 'person' | 'drawnFrom'>,
): Promise<boolean> {
  const pk = partition.party(institution);
  const kept = await table.get(pk, sort.linkSlot(person));
  if (!kept || bodyOf<Link>(kept).drawnFrom < drawnFrom) return false;
  return table.remove(pk, sort.link(person), {
    ConditionExpression: 'drawnFrom <= :drawnFrom',
    ExpressionAttributeValues: { ':drawnFrom': number(drawnFrom) },
  });
}

/** A link that was made from fewer facts never replaces one that was made from more. */
const madeFromMore = ({ drawnFrom }: Link): Condition => ({
  ConditionExpression: 'attribute_not_exists(pk) OR drawnFrom < :drawnFrom',
  ExpressionAttributeValues: { ':drawnFrom': number(drawnFrom) },
});

const whole = async (table: Table, party: PartyKey): Promise<CondensedFolder> => ({
  ...(await folderIn(table, party, folderRange)),
  inSlots: [],
  inLinkSlots: [],
});

/**
 * The folder without what its fold sums. Slots are read after the fold that names them: one that is filled or replaced
 * meanwhile was announced before, in this fold or in a later one, without which nobody writes from what is read here.
 */
async function condensedIn(
  table: Table,
  party: PartyKey,
  { decisions = [], persons = [] }: About,
): Promise<CondensedFolder> {
  const core = await folderIn(table, party, condensedRange);
  const { fold } = core;
  if (!fold) return { ...core, inSlots: [], inLinkSlots: [] };
  if (!isCurrent(fold, core)) return whole(table, party);
  const { pending, apart } = fold.links ?? noLinkSlots;
  const slots = new Set([...fold.pending, ...fold.apart]);
  const linkSlots = new Set([...Object.keys(pending), ...apart]);
  const items = await table.getAll(
    [
      ...[...slots, ...decisions.map(slotOf)].map(sort.slot),
      ...([...linkSlots, ...persons] as PartyKey[]).map(sort.linkSlot),
    ].map((sk) => ({ pk: partition.party(party), sk })),
  );
  const [linkItems = [], slotItems = []] = [true, false].map((isLink) =>
    items.filter((item) => (item['sk']?.S ?? '').startsWith(sort.linkSlot('' as PartyKey)) === isLink),
  );
  const inSlots = slotItems.map(factOf).filter(isDecision);
  const inLinkSlots = linkItems.map((item) => bodyOf<Link>(item));
  const projected = inSlots.filter((fact) => slots.has(slotOf(fact)));
  const condensed: CondensedFolder = {
    ...core,
    facts: [...core.facts.filter(({ key }) => !fold.twice.includes(key)), ...projected],
    slotted: new Set(projected.map(({ key }) => key)),
    ...placedLinks(
      inLinkSlots.filter(({ person }) => linkSlots.has(person)),
      core.links,
    ),
    isCondensed: true,
    copied: core.facts.filter(isDecision).filter(({ key }) => fold.twice.includes(key)),
    inSlots,
    inLinkSlots,
  };
  return mayStand(condensed) ? condensed : whole(table, party);
}

/** Attempts at reading a long folder while others write it. */
const readsMost = 12;

/**
 * The items of a folder in a range. A folder that is longer than a page of a query (1 MB) is read at several instants, its
 * facts before its files, and its links after its fold. It is read until no file and no fold was written meanwhile:
 * otherwise a file could be replaced, under its newest revision, from facts that are older, or a link could be missed that
 * went into a slot.
 * @throws Fault `store-contention` after a dozen attempts
 */
async function folderIn(table: Table, party: PartyKey, range: Range): Promise<Folder> {
  let before: string | undefined;
  for (let reads = 0; reads < readsMost; reads++) {
    const items: Item[] = [];
    let isLong = false;
    const found = itemsIn(table, party, range, () => {
      isLong = true;
    });
    for await (const item of found) {
      if (isLong && before === undefined) break;
      items.push(item);
    }
    const folder = folderOf(party, items);
    const isWhole = range.from !== folderRange.from || !isTorn(folder);
    if (isWhole && !isLong) return folder;
    const now = writtenIn(await Array.fromAsync(itemsIn(table, party, writtenRange)));
    if (isWhole && before === writtenIn(items) && before === now) return folder;
    before = now;
  }
  throw new Fault('store-contention', 'A long folder was written as often as it was read.');
}

/** The revisions of the files and of the fold. */
const writtenIn = (items: readonly Item[]): string =>
  items
    .filter((item) => /^F(ILE|OLD)#/.test(item['sk']?.S ?? ''))
    .map((item) => `${item['sk']?.S}/${item['revision']?.N}`)
    .join();

interface Range {
  readonly from: string;
  readonly to: string;
}

const writtenRange: Range = { from: sort.file(''), to: sort.fold('~') };

const itemsIn = (
  table: Table,
  party: PartyKey,
  { from, to }: Range,
  onFurtherPage?: () => void,
): AsyncGenerator<Item> =>
  table.query(
    {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': text(partition.party(party)),
        ':from': text(from),
        ':to': text(to),
      },
      ConsistentRead: true,
    },
    onFurtherPage,
  );

/** The facts of a party whose keys begin so. */
const factsOf = (table: Table, party: PartyKey, keys: string): AsyncGenerator<Item> =>
  table.query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :keys)',
    ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':keys': text(sort.fact(keys)) },
    ConsistentRead: true,
  });
