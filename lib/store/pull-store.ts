import type { PulledPage, PullState, PullStore } from '../feeds/pull.ts';
import { partition, sort } from './keys.ts';
import { type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

/** Endpoints that are pulled on a schedule: the state of each, and the run of each of its pages. */
export const createPullStore = (table: Table): PullStore => ({
  async read(name) {
    return bodyOf<PullState>(await table.get(partition.pull(name), sort.state));
  },
  write: (state) =>
    table.put(
      {
        pk: text(partition.pull(state.name)),
        sk: text(sort.state),
        revision: number(state.revision),
        body: text(JSON.stringify(state)),
      },
      state.revision === 1
        ? onlyIfAbsent
        : {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': number(state.revision - 1) },
          },
    ),
  async readPage(name, digest) {
    return bodyOf<PulledPage>(await table.get(partition.pull(name), sort.pulledPage(digest)));
  },
  async notePage(name, digest, page) {
    await table.put({
      pk: text(partition.pull(name)),
      sk: text(sort.pulledPage(digest)),
      body: text(JSON.stringify(page)),
    });
  },
});

const bodyOf = <T>(item: Item | undefined): T | undefined =>
  item && (JSON.parse(item['body']?.S ?? 'null') as T);
