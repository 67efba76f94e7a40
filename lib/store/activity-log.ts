import { addDays, type Day, dayOf, startOf } from '../shared/day.ts';
import { type ActivityKind, activityShardOf, activityShardsOf } from './keys.ts';
import { type Item, type Table, text } from './table.ts';

/** A period in days, both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/**
 * The index entry of an activity, in the shard of its month. Everything that is counted is in the key, so that a count
 * reads keys only. It costs one write unit per activity, as a counter would, but cannot count twice.
 */
export function activityEntry(
  kind: ActivityKind,
  pk: string,
  { at, line }: { at: string; line: string },
): Item {
  const month = dayOf(new Date(at)).slice(0, 7);
  return { agendaShard: text(activityShardOf(pk, kind, month)), agendaAt: text(line) };
}

/** The instants of a period as texts: from `begin` on, before `end`. */
export const instantsOf = ({ from, to }: Period): { begin: string; end: string } => ({
  begin: startOf(from).toISOString(),
  end: startOf(addDays(to, 1)).toISOString(),
});

/** Visits all entries of the months of a period, the shards of a month in parallel, in no particular order. */
export async function readActivity(
  table: Table,
  { kind, period }: { kind: ActivityKind; period: Period },
  visit: (line: string) => void,
): Promise<void> {
  for (const month of monthsOf(period)) {
    const shards = activityShardsOf(kind, month).map(async (shard) => {
      const items = table.query({
        IndexName: 'agenda',
        KeyConditionExpression: 'agendaShard = :shard',
        ExpressionAttributeValues: { ':shard': text(shard) },
      });
      for await (const item of items) visit(lineOf(item));
    });
    await Promise.all(shards);
  }
}

/** The first entries between two texts, in order, for entries of a period that begin alike. */
export async function activityLines(
  table: Table,
  {
    kind,
    period,
    limit,
    ...bounds
  }: {
    kind: ActivityKind;
    period: Period;
    /** Entries after this one. */
    after: string;
    before: string;
    limit: number;
  },
): Promise<string[]> {
  const lines: string[] = [];
  // DynamoDB refuses a range whose bounds are reversed.
  if (bounds.after > bounds.before) return lines;
  for (const month of monthsOf(period)) {
    const shards = await Promise.all(
      activityShardsOf(kind, month).map((shard) => shardLines(table, { shard, limit, ...bounds })),
    );
    lines.push(...shards.flat().sort());
    if (lines.length >= limit) break;
  }
  return lines.slice(0, limit);
}

async function shardLines(
  table: Table,
  { shard, after, before, limit }: { shard: string; after: string; before: string; limit: number },
): Promise<string[]> {
  const items = table.query({
    IndexName: 'agenda',
    KeyConditionExpression: 'agendaShard = :shard AND agendaAt BETWEEN :after AND :before',
    ExpressionAttributeValues: { ':shard': text(shard), ':after': text(after), ':before': text(before) },
    Limit: limit,
  });
  return (await Array.fromAsync(items)).map(lineOf);
}

const lineOf = (item: Item): string => item['agendaAt']?.S ?? '';

function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) return months;
    months.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
