import { isAlias } from '../credit-file/facts/code-holder.ts';
import { receiptKeys } from '../credit-file/facts/earlier-receipt.ts';
import type { PartyKey } from '../credit-file/facts/subject.ts';
import type { FactStore } from '../credit-file/ports.ts';
import { absentOrExpired, factItem, factOf, folderOf, keyed } from './folder-items.ts';
import { agendaShardOf, folderRange, partition, sort } from './keys.ts';
import { type Item, number, type Table, text } from './table.ts';

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
  async readFolder(party) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': text(partition.party(party)),
        ':from': text(folderRange.from),
        ':to': text(folderRange.to),
      },
      ConsistentRead: true,
    });
    return folderOf(party, await Array.fromAsync(items));
  },
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
    table.put(
      {
        ...keyed(partition.party(institution), sort.link(link.person)),
        drawnFrom: number(link.drawnFrom),
        body: text(JSON.stringify(link)),
      },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR drawnFrom < :drawnFrom',
        ExpressionAttributeValues: { ':drawnFrom': number(link.drawnFrom) },
      },
    ),
  async aliasesOf(party) {
    return (await Array.fromAsync(factsOf(table, party, 'A.'))).map(factOf).filter(isAlias);
  },
});

/** The facts of a party whose keys begin so. */
const factsOf = (table: Table, party: PartyKey, keys: string): AsyncGenerator<Item> =>
  table.query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :keys)',
    ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':keys': text(sort.fact(keys)) },
    ConsistentRead: true,
  });
