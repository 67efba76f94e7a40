import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { everyone, penalty, pharmacy, registry } from '../support/records.ts';

let connector: Connector;
beforeAll(async () => {
  const inside = {
    name: 'inside',
    source: 'court',
    url: 'https://127.0.0.1:9/records',
    mode: 'since',
    timeoutSeconds: 1,
  };
  // Each pull waits for the schedule.
  connector = await startConnector(
    { AUTHORITY_SIMULATOR: '1', PULL_SOURCES: JSON.stringify([inside]) },
    undefined,
    4,
  );
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

interface AuthorityState {
  readonly requests: number;
  readonly pages: number;
  readonly unchanged: number;
  readonly cut: number;
  readonly refusedSignatures: number;
}
interface SourceView {
  readonly source: string;
  readonly lastArrivalAt?: string;
  readonly quietSince?: string;
  readonly pulls: { readonly name: string; readonly state: string; readonly problem?: string }[];
}

const authority = async (path: string, body?: unknown): Promise<AuthorityState> => {
  const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await (await fetch(`${connector.authorityUrl}${path}`, post)).json()) as AuthorityState;
};
const publish = (...records: unknown[]) => authority('/_records', { records });
const state = () => authority('/_state');
const viewOf = async (source: string): Promise<SourceView | undefined> => {
  const answer = (await connector.client.call('GET', '/v1/sources')) as { sources: SourceView[] };
  return answer.sources.find((one) => one.source === source);
};
const pullOf = async (source: string) => (await viewOf(source))?.pulls[0];
const documents = async (): Promise<string> =>
  JSON.stringify(await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' }));
const has = (number: number) => async (): Promise<boolean> =>
  (await documents()).includes(`藏市监处罚〔2026〕${number}号`);
/** Lines of the log that contain all of these. */
const lines = (...parts: string[]): string[] =>
  connector
    .log()
    .split('\n')
    .filter((line) => parts.every((part) => line.includes(part)));
const runs = (): string[] => lines('"event":"run.opened"', '"by":"pull:simulator"');

describe('an authority that is pulled', () => {
  it('has its records taken page by page, once, and graded', async () => {
    await publish(penalty(1, pharmacy), penalty(2, pharmacy), penalty(3, pharmacy));
    await until('the last record has arrived', has(3));
    expect(await connector.grade({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' })).toMatchObject({
      status: 'graded',
    });
    await until('its runs are logged', () => runs().length >= 2);
    expect(runs()).toHaveLength(2);
    expect((await state()).refusedSignatures).toBe(0);
  });

  it('is asked for new records, and an empty answer makes no run', async () => {
    const { unchanged } = await state();
    await until('it said so twice more', async () => (await state()).unchanged >= unchanged + 2);
    expect(runs()).toHaveLength(2);
    expect(await pullOf('market-supervision')).toMatchObject({ name: 'simulator', state: 'working' });
  });

  it('that cuts the connection in the middle of a page is asked again, and its records count once', async () => {
    await authority('/_faults', { mode: 'partial', times: 2 });
    await publish(penalty(4, pharmacy));
    await until('the record has arrived', has(4));
    expect((await state()).cut).toBeGreaterThanOrEqual(1);
    await until('its run is logged', () => runs().length >= 3);
    expect(runs()).toHaveLength(3);
    const runId = /"runId":"(\w+)"/.exec(runs().at(-1) ?? '')?.[1] ?? '';
    const run = await connector.client.follow(runId);
    // Page two has grown: record 3 was there before, record 4 is new.
    expect(run).toMatchObject({ received: 2, accepted: 1, duplicates: 1 });
    expect(run.file.name).toBe('pull-simulator-2');
  });

  it('that is down is asked less and less often, raises an alarm, and recovers by itself', async () => {
    const failures = () => lines('"metric":"PullFailed"', '"service":"pull-feed"').length;
    const before = failures();
    await authority('/_faults', { mode: 'refuse', times: 4 });
    await publish(penalty(5, pharmacy));
    await until('the breaker is open', async () => (await pullOf('market-supervision'))?.state === 'stopped');
    expect(await pullOf('market-supervision')).toMatchObject({ problem: 'http-503' });
    await until('the record has arrived', has(5));
    await until('it works', async () => (await pullOf('market-supervision'))?.state === 'working');
    expect(failures()).toBeGreaterThanOrEqual(before + 3);
  });

  it.each([
    ['rate', 6],
    ['timeout', 7],
    ['slow', 8],
  ])('that fails by %s loses nothing', async (mode, number) => {
    await authority('/_faults', { mode, times: 2 });
    await publish(penalty(number, pharmacy));
    await until('the record has arrived', has(number));
  });

  it('inside a private network is not reached', async () => {
    expect(await pullOf('court')).toMatchObject({ name: 'inside', problem: 'private-address' });
    expect(await viewOf('court')).not.toHaveProperty('lastArrivalAt');
  });
});

describe('an authority that has gone quiet', () => {
  it('raises an alarm after its expected interval, at most once an hour; one that never sent anything does not', async () => {
    expect(lines('"metric":"SourceQuiet"')).toEqual([]);
    connector.pass(36);
    await until('the sweep has seen it', () => lines('"metric":"SourceQuiet"', '"value":2').length >= 3);
    expect(lines('"event":"source.quiet"', '"source":"registry"')).toHaveLength(1);
    expect(lines('"event":"source.quiet"')).toHaveLength(2);
    expect(await viewOf('registry')).toHaveProperty('quietSince');
    expect(await viewOf('court')).not.toHaveProperty('quietSince');
    connector.pass(1 / 23);
    await until(
      'it is reported again',
      () => lines('"event":"source.quiet"', '"source":"registry"').length === 2,
    );
  });

  it('is no longer quiet after its next file', async () => {
    await publish(penalty(30, pharmacy));
    await until('it is no longer quiet', async () => !(await viewOf('market-supervision'))?.quietSince);
  });

  it('is shown to operations alone', async () => {
    const other = await connector.as('other', 'grades:read');
    expect(await refusalOf(other.call('GET', '/v1/sources'))).toBe('403 scope-missing');
  });
});

it('nobody is named in the log', () => {
  const log = connector.log();
  for (const { id, name } of everyone) {
    expect(log).not.toContain(id);
    expect(log).not.toContain(name);
  }
});
