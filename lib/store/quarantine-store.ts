import { type QuarantinedRow, type QuarantineStore, reasonOf, rowIdOf } from '../feeds/quarantine.ts';
import { findingsAlone } from './earlier-forms.ts';
import { bodyOf, packedBody } from './folder-items.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
import { type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

/** Rows that wait for an officer, in the partition of their run. */
export const createQuarantineStore = (table: Table): QuarantineStore => ({
  async add(rows) {
    for (const row of rows) await table.put(itemOf(row), onlyIfAbsent);
  },
  async read(runId, row) {
    const item = await table.get(partition.run(runId), sort.row(row));
    return item && !findingsAlone(item) ? rowOf(item) : undefined;
  },
  async replace(row) {
    const next = { ...row, revision: row.revision + 1 };
    const written = await table.put(itemOf(next), {
      ConditionExpression: 'revision = :before',
      ExpressionAttributeValues: { ':before': number(row.revision) },
    });
    return written ? next : undefined;
  },
  async *findings(runId) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :row)',
      ExpressionAttributeValues: { ':pk': text(partition.run(runId)), ':row': text('ROW#') },
      ConsistentRead: true,
    });
    for await (const item of items) {
      const earlier = findingsAlone(item);
      if (earlier) {
        yield earlier;
        continue;
      }
      const { row, findings, state, decisions } = rowOf(item);
      const last = decisions.at(-1)?.kind;
      const isTaken = state === 'corrected' || last === 'mended' || last === 'replaced';
      if (!isTaken) yield { row, findings };
    }
  },
});

function itemOf(row: QuarantinedRow): Item {
  const pk = partition.run(row.runId);
  const isOpen = row.state === 'waiting' || row.state === 'deciding';
  const id = rowIdOf(row);
  return {
    pk: text(pk),
    sk: text(sort.row(row.row)),
    revision: number(row.revision),
    body: packedBody(row),
    ...(isOpen && {
      agendaShard: text(agendaShardOf(id, 'Q')),
      agendaAt: text([row.source, reasonOf(row), row.receivedAt, id].join('#')),
    }),
  };
}

const rowOf = (item: Item): QuarantinedRow => ({
  ...bodyOf<QuarantinedRow>(item),
  revision: Number(item['revision']?.N),
});
