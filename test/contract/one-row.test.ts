import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, type Item } from '../simulate/engines/values.ts';
import { loadFunctions } from '../simulate/kernel/functions.ts';
import { World } from '../simulate/kernel/world.ts';
import { ask } from '../simulate/workload/api.ts';
import { penalty, pharmacy, registry } from '../support/records.ts';

/**
 * What a file of one row costs: each request to the table, and the units of each write with those of the index. A list, so
 * that one more is noticed. `docs/benchmarks.md` has the sums (From file to credit file).
 */
beforeAll(() => loadFunctions());

const by = 'authority-market-supervision';

async function openWorld() {
  const now = Date.parse('2026-06-30T04:00:00Z');
  const world = new World({ seed: 1, now, weather: {}, settings: { FIRST_CYCLE: '2026' }, keepsTrace: true });
  await world.begin();
  let noted: string[] = [];
  world.table.onWrite = (item, before) => noted.push(unitsOf(item, before));
  const asked = async (method: string, path: string, body?: Uint8Array): Promise<unknown> => {
    const answer = ask(world, { method, path, by, ...(body && { body }) });
    await world.untilStill();
    return (await answer)?.json;
  };
  const send = async (source: string, rows: readonly object[]): Promise<string> => {
    const body = new TextEncoder().encode(JSON.stringify(rows));
    const opened = await asked('PUT', `/v1/feeds/${source}/files/rows.json`, body);
    return (opened as { runId: string }).runId;
  };
  const view = (runId: string) => asked('GET', `/v1/feeds/runs/${runId}`);
  // The first call of each function reads its keys, which later ones have.
  await send('registry', registry);
  for (const number of [1, 2, 3]) await view(await send('market-supervision', [penalty(number, pharmacy)]));
  return {
    world,
    send,
    view,
    /** The requests to the table that an act makes, each write with its units. */
    async requestsOf(act: () => Promise<unknown>): Promise<string[]> {
      const from = world.kernel.lines.length;
      noted = [];
      await act();
      const units = noted.values();
      return world.kernel.lines.slice(from).flatMap((line) => {
        const [, name = '', operation = '', pk = '', sk = ''] = line.split(' ');
        if (!/Item$|^Query$|^Scan$/.test(operation)) return [];
        const kind = `${pk.split('#')[0]} ${sk.split('#')[0]}`.trim().replace(/\b01\w{24}$/, '<run>');
        const cost = /^(Put|Update)Item/.test(operation) ? `: ${units.next().value}` : '';
        return [`${name.split('#')[0]} ${operation} ${kind}${cost}`.trim()];
      });
    },
  };
}

/** Units of the item, and of its entry in the index: one if it is added or removed, two if it is moved. */
function unitsOf(item: Item, before: Item | undefined): string {
  const [from, to] = [before?.['agendaAt']?.S, item['agendaAt']?.S];
  const moved = from === to ? 0 : Number(from !== undefined) + Number(to !== undefined);
  const units = Math.ceil(Math.max(bytesOf(item), before ? bytesOf(before) : 0) / 1024);
  return moved === 0 ? String(units) : `${units} + ${moved}`;
}

describe('a file of one row about a known institution', () => {
  it('makes these requests, from its receipt until its sender has read how it ended', async () => {
    const { send, view, requestsOf } = await openWorld();
    let seen: unknown;
    const made = await requestsOf(async () => {
      seen = await view(await send('market-supervision', [penalty(4, pharmacy)]));
    });
    expect(seen).toMatchObject({ status: 'completed', received: 1, accepted: 1 });
    expect(made).toEqual([
      'receive-feed PutItem RUNS <run>: 1',
      'receive-feed PutItem RUN HEAD: 1 + 1',
      'read-feed GetItem RUN HEAD',
      // Whether the batch was counted, on the head or on its page.
      'keep-records BatchGetItem',
      'keep-records Query P',
      'keep-records PutItem P FACT: 1',
      'keep-records PutItem P SHEET: 1',
      'keep-records PutItem P FILE: 1',
      'keep-records PutItem RUN HEAD: 1 + 2',
      'follow-run Query RUN',
    ]);
  });
});
