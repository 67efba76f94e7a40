import { describe, expect, it } from 'vitest';
import { countDeliveries } from '../../../../functions/steer-deliveries/count-deliveries.ts';
import type { PartyKey } from '../../../../lib/credit-file/facts/subject.ts';
import type { AgendaEntry, FolderStore } from '../../../../lib/credit-file/ports.ts';
import type { FileState } from '../../../../lib/credit-file/projection/file-state.ts';
import { closed } from '../../../../lib/delivery/breaker.ts';

const at = '2026-06-30T04:00:00.000Z';
const since = String(Date.parse(at) / 1000);
const entry = (party: string, about: string, when = at): AgendaEntry => ({
  kind: 'file',
  subject: { party: party as PartyKey, category: 'pharmacy' },
  at: when,
  about,
  ...(/[ds]/.test(about) && when === at && { since }),
});

/** An agenda whose first shard has these entries. */
function agendaOf(entries: readonly AgendaEntry[], files: Readonly<Record<string, Partial<FileState>>> = {}) {
  const opened: string[] = [];
  const folders: Pick<FolderStore, 'due' | 'readFile'> = {
    due: async ({ shard, from, after, limit }) => {
      if (shard !== 0) return [];
      const own = entries.filter((one) => (one.at === '9999-given-up') === (from !== undefined));
      const begin = after ? own.indexOf(after) + 1 : 0;
      return own.slice(begin, begin + limit);
    },
    readFile: async ({ party }) => {
      opened.push(party);
      return (files[party] ?? { deliveries: {} }) as FileState;
    },
  };
  return { opened, count: () => countDeliveries({ folders, breakerOf: async () => closed }) };
}

describe('the count of deliveries', () => {
  it('has what is pending, given up and held, by receiver, with the breaker of each', async () => {
    const { count } = agendaOf(
      [entry('a', 'd'), entry('b', 'ds'), entry('c', 'h'), entry('e', 'd', '9999-given-up')],
      { a: { deliveries: { settlement: { stage: 'given-up' } } as unknown as FileState['deliveries'] } },
    );
    expect(await count()).toEqual({
      receivers: [
        { receiver: 'directory', breaker: closed, pending: 2, held: 0, givenUp: 1, oldestPending: at },
        { receiver: 'settlement', breaker: closed, pending: 1, held: 1, givenUp: 1, oldestPending: at },
      ],
      cut: [],
    });
  });

  it('opens no file whose key names both receivers', async () => {
    const { opened, count } = agendaOf([entry('a', 'ds'), entry('b', 'd', '9999-given-up')]);
    await count();
    expect(opened).toEqual([]);
  });

  it('opens a bounded number of files, and says which count is a lower bound', async () => {
    const { opened, count } = agendaOf(Array.from({ length: 500 }, (_, n) => entry(`p${n}`, 'c')));
    expect((await count()).cut).toEqual(['given-up']);
    expect(opened).toHaveLength(200);
  });

  it('reads a bounded number of keys', async () => {
    const { count } = agendaOf(Array.from({ length: 25_000 }, (_, n) => entry(`p${n}`, 'ds')));
    const { cut, receivers } = await count();
    expect(cut).toEqual(['pending', 'given-up', 'held']);
    expect(receivers[0]?.pending).toBe(20_000);
  });
});
