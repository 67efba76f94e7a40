import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { partition } from '../../lib/store/keys.ts';
import { type Item, type Table, text } from '../../lib/store/table.ts';

/** Stores the decisions and links of a party as releases before folding did: each as an item of its own, and no fold. */
export async function unfold(party: PartyKey, table: Table): Promise<void> {
  const items = await Array.fromAsync(
    table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.party(party)) },
      ConsistentRead: true,
    }),
  );
  for (const item of items) {
    const outside = outsideOf(item);
    if (!outside) continue;
    const [before] = items.filter((other) => other['sk']?.S === outside['sk']?.S);
    if (Number(before?.['drawnFrom']?.N ?? -1) < Number(outside['drawnFrom']?.N ?? 0))
      await table.put(outside);
    await removed(table, item);
  }
  for (const item of items) if (item['sk']?.S?.startsWith('FOLD#')) await removed(table, item);
}

/** The item as releases before folding stored it. Undefined for every item that is in no slot. */
export function outsideOf(item: Item): Item | undefined {
  const [kind, rest] = (item['sk']?.S ?? '').split('#');
  if (kind === 'BOUND') return { ...item, sk: text(`LINK#${rest}`) };
  const { fact, ...same } = item;
  return kind === 'BOOKED' ? { ...same, sk: text(`FACT#${fact?.S}`) } : undefined;
}

const removed = (table: Table, item: Item): Promise<boolean> =>
  table.remove(item['pk']?.S ?? '', item['sk']?.S ?? '', { ConditionExpression: 'attribute_exists(pk)' });
