import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Subscription } from '../../lib/subscriptions/subscription.ts';
import type { World } from './kernel/world.ts';

/** A bug that is put into a world, to see that the simulation finds it. */
export type Plant = (world: World) => void;

/** Known bugs by name. Each breaks one thing that the product relies on. */
export const plants: Readonly<Record<string, Plant>> = {
  /** A file is put without regard to its revision: of two writers, the later one wins. */
  'revision-ignored': ({ table }) => {
    const put = table.put.bind(table);
    table.put = (input) => {
      const { ConditionExpression, ...rest } = input;
      return put(input.Item?.['sk']?.S?.startsWith('FILE#') ? rest : { ...rest, ConditionExpression });
    };
  },
  /** The links that were announced in a fold are forgotten, so that one is summed as it was before. */
  'announcement-lost': ({ table }) => {
    const put = table.put.bind(table);
    table.put = (input) => {
      const body = input.Item?.['body']?.B;
      if (!body || !input.Item?.['sk']?.S?.startsWith('FOLD#')) return put(input);
      const fold = JSON.parse(inflateRawSync(body).toString('utf8')) as { links?: object };
      const said = JSON.stringify({ ...fold, ...(fold.links && { links: { ...fold.links, pending: {} } }) });
      return put({ ...input, Item: { ...input.Item, body: { B: deflateRawSync(said) } } });
    };
  },
  /** An upgrade drops what it moves as soon as the copy is in its slot, before the fold names it. */
  'copy-dropped-early': ({ table }) => {
    const put = table.put.bind(table);
    table.put = (input) => {
      const done = put(input);
      const { pk = { S: '' }, sk, fact } = input.Item ?? {};
      const [kind, person] = sk?.S?.split('#') ?? [];
      const copy = kind === 'BOOKED' ? `FACT#${fact?.S}` : kind === 'BOUND' ? `LINK#${person}` : undefined;
      if (copy) table.remove({ TableName: input.TableName, Key: { pk, sk: { S: copy } } });
      return done;
    };
  },
  /** Nobody is told of a page whether its batch was attempted or counted. */
  'attempt-forgotten': ({ table }) => {
    const batchGet = table.batchGet.bind(table);
    table.batchGet = (input) => {
      const tables = Object.entries(input.RequestItems ?? {}).map(([name, { Keys = [], ...rest }]) => [
        name,
        { ...rest, Keys: Keys.filter(({ sk }) => !/^(PAGE#|HEAD)/.test(sk?.S ?? '')) },
      ]);
      return batchGet({ ...input, RequestItems: Object.fromEntries(tables) });
    };
  },
  /** An event that a subscriber did not take is passed over. */
  'event-passed-over': ({ table }) => {
    const put = table.put.bind(table);
    table.put = (input) => {
      const body = input.Item?.['body']?.S;
      if (!body || input.Item?.['pk']?.S !== 'SUBSCRIPTIONS') return put(input);
      const said = JSON.parse(body) as Subscription;
      if (said.failures === 0) return put(input);
      const passed = { ...said, failures: 0, cursor: { n: said.cursor.n + 1, index: 0 } };
      return put({ ...input, Item: { ...input.Item, body: { S: JSON.stringify(passed) } } });
    };
  },
  /** A page adds the counts of a batch that it has counted. */
  'batch-counted-twice': ({ table }) => {
    const update = table.update.bind(table);
    table.update = (input) =>
      update({
        ...input,
        ConditionExpression:
          input.ConditionExpression?.replace('NOT contains(done, :number)', '') || undefined,
      });
  },
  /** The receivers take an older version in place of a newer one. */
  'older-taken': ({ directory, settlement }) => {
    for (const { entries } of [directory, settlement]) {
      entries.take = (id, entry) => {
        entries.held.set(id, entry);
        entries.taken.set(`${id}/${entry.version}`, entry.row);
        return undefined;
      };
    }
  },
  /** One fact of twenty is acknowledged and not stored. */
  'fact-lost': ({ table }) => {
    const put = table.put.bind(table);
    let facts = 0;
    table.put = (input) =>
      input.Item?.['sk']?.S?.startsWith('FACT#') && ++facts % 20 === 0 ? {} : put(input);
  },
  /** A queue deletes a message as soon as it is received. */
  'message-lost': ({ queues }) => {
    const receive = queues.receive.bind(queues);
    queues.receive = (queue, options) => {
      const messages = receive(queue, options);
      if (queue === 'records') for (const message of messages) queues.delete(message);
      return messages;
    };
  },
  /** A name is written into the log. */
  'name-logged': ({ functions }) => {
    functions.said.lines.push('keep-records batch.failed {"who":"平措旺堆"}');
  },
};
