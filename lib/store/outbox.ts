import type { AgendaEntry, Outbox } from '../credit-file/ports.ts';
import { agendaPlaceOf, parseAgendaPlace } from '../credit-file/projection/file-state.ts';
import { abandonedAttribute, fileOf, keyed, leaseAttribute } from './folder-items.ts';
import { parseAgendaKey, partition, sort } from './keys.ts';
import { type Item, number, type Table, text } from './table.ts';

/** The outbox in the files: leases of senders, and what is due. */
export const createOutbox = (table: Table): Outbox => ({
  async lease({ party, category }, receiver, { sender, now, until }) {
    const lease = `${until.toISOString()}#${sender}`;
    const item = await table.update(partition.party(party), sort.file(category), {
      UpdateExpression: 'SET #abandoned = if_not_exists(#lease, :none), #lease = :lease ADD revision :one',
      ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#lease) OR #lease < :now)',
      ExpressionAttributeNames: {
        '#lease': leaseAttribute(receiver),
        '#abandoned': abandonedAttribute(receiver),
      },
      ExpressionAttributeValues: {
        ':lease': text(lease),
        ':now': text(now.toISOString()),
        ':none': text(''),
        ':one': number(1),
      },
      tookEffect: (file) => file[leaseAttribute(receiver)]?.S === lease,
    });
    return item && fileOf(item);
  },
  async due({ shard, from, until, limit, after }) {
    const entries: AgendaEntry[] = [];
    const items = table.query({
      IndexName: 'agenda',
      KeyConditionExpression: from
        ? 'agendaShard = :shard AND agendaAt BETWEEN :from AND :until'
        : 'agendaShard = :shard AND agendaAt <= :until',
      ExpressionAttributeValues: {
        ':shard': text(`A${shard}`),
        ...(from && { ':from': text(from) }),
        ':until': text(until),
      },
      Limit: limit,
      ...(after && { ExclusiveStartKey: agendaKeyOf(shard, after) }),
    });
    for await (const item of items) {
      const key = parseAgendaKey(item['pk']?.S ?? '', item['sk']?.S ?? '');
      entries.push({ ...key, ...parseAgendaPlace(item['agendaAt']?.S ?? '') } as AgendaEntry);
    }
    return entries;
  },
});

/**
 * The key of an entry in the index. Several entries may have the same instant, so that only the whole key is unique.
 */
function agendaKeyOf(shard: number, entry: AgendaEntry): Item {
  const key =
    entry.kind === 'run'
      ? keyed(partition.run(entry.runId), sort.head)
      : keyed(partition.party(entry.subject.party), sort.file(entry.subject.category));
  return { ...key, agendaShard: text(`A${shard}`), agendaAt: text(agendaPlaceOf(entry)) };
}
