import { partition, sort } from './keys.ts';
import { type Table, text } from './table.ts';

/**
 * The circuit breaker of a receiver, shared by all its senders. The last write wins; that is enough, because the
 * breaker only slows senders down.
 */
export const createBreakerStore = <State>(table: Table, receiver: string) => ({
  async read(): Promise<State | undefined> {
    const item = await table.get(partition.receiver(receiver), sort.breaker);
    return item && (JSON.parse(item['body']?.S ?? 'null') as State);
  },
  async write(state: State): Promise<void> {
    await table.put({
      pk: text(partition.receiver(receiver)),
      sk: text(sort.breaker),
      body: text(JSON.stringify(state)),
    });
  },
});
