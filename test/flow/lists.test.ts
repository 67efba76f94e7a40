import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunView } from '../../infra/cli/client.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import {
  boss,
  defaulter,
  doctor,
  everyone,
  otherDefaulters,
  pharmacy,
  registry,
  stranger,
} from '../support/records.ts';
import { expectNobodyNamed } from '../support/storage.ts';

/**
 * Full lists of a court over some weeks: names that disappear, names known in part, and what an officer decides about
 * them.
 */
let connector: Connector;
beforeAll(async () => {
  // The connector evaluates from 2027 on, so results of 2026 play no part.
  connector = await startConnector({ FIRST_CYCLE: '2027' });
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

/** The next list is compared with this one only after its comparison, which follows its run. */
const compared = ({ runId }: Pick<RunView, 'runId'>): Promise<void> =>
  until('the lists are compared', () => connector.log().includes(`"runId":"${runId}","list"`));
const list = async (...entries: object[]): Promise<RunView> => {
  const sent = await connector.submit('court', [...otherDefaulters, ...entries]);
  if (sent.status === 'completed') await compared(sent);
  return sent;
};
const release = async ({ runId }: RunView): Promise<RunView> => {
  await connector.client.call('POST', `/v1/feeds/runs/${runId}/release`);
  const released = await connector.client.follow(runId);
  await compared(released);
  return released;
};

interface Item {
  readonly id: string;
  readonly reason: string;
  readonly wentOn?: string;
}
const waiting = async (query: string): Promise<Item[]> =>
  ((await connector.client.call('GET', `/v1/quarantine?${query}`)) as { items: Item[] }).items;
const show = (id: string) =>
  connector.client.call('POST', `/v1/quarantine/${id}/reveal`, { reason: '核对' }) as Promise<{
    candidates?: { key: string; id: string; grounds: string[]; against: string[] }[];
    listing?: object;
  }>;
const decide = (id: string, what: string, body: object): Promise<unknown> =>
  connector.client.call('POST', `/v1/quarantine/${id}/${what}`, body);
const run = (runId: string): Promise<RunView> =>
  connector.client.call('GET', `/v1/feeds/runs/${runId}`) as Promise<RunView>;
const gradeOf = async (): Promise<unknown> =>
  (await connector.grade({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' }))['grade'];
const atDirectory = async (): Promise<unknown> => {
  await connector.untilInSync();
  return (await connector.receiver('directory')).entries.find(({ uscc }) => uscc === pharmacy.id)?.['grade'];
};

describe('a full list', () => {
  it('lists the names on it: the pharmacy is at E, also in the directory', async () => {
    const first = await list(defaulter(1, pharmacy));
    expect(first).toMatchObject({ received: 25, accepted: 1, unmatched: 24 });
    expect(await gradeOf()).toBe('E');
    expect(await atDirectory()).toBe('E');
  });

  it('without a former name makes a suspected removal, which changes nothing by itself', async () => {
    connector.pass(7);
    const second = await list();
    const [item] = await waiting('kind=removal&source=court');
    expect(item).toMatchObject({ wentOn: '2026-07-07' });
    expect(await show(item?.id ?? '')).toMatchObject({
      listing: { documentNumber: '（2026）藏0102执1号', listedOn: '2026-03-02' },
    });
    expect(await gradeOf()).toBe('E');
    expect((await run(second.runId)).accepted).toBe(0);
  });

  it('withdraws the suspected removal when the name is there again', async () => {
    connector.pass(7);
    await list(defaulter(1, pharmacy));
    expect(await waiting('kind=removal')).toEqual([]);
    connector.pass(7);
    await list();
    expect(await waiting('kind=removal')).toHaveLength(1);
  });

  it('ends a listing once an officer confirms its removal, and delivers that to the directory', async () => {
    const [item] = await waiting('kind=removal');
    const id = item?.id ?? '';
    expect(await refusalOf(decide(id, 'correction', { reason: 'x', removedOn: '2027-01-01' }))).toBe(
      '400 date-in-future',
    );
    await decide(id, 'correction', { reason: '已向法院核实' });
    expect(await gradeOf()).toBe('E');
    expect(await refusalOf(decide(id, 'dismissal', { reason: 'x' }))).toBe('409 removal-decided');
    await decide(id, 'undo', { reason: '法院更正' });
    expect(await waiting('kind=removal')).toMatchObject([{ id }]);
    expect(await show(id)).toMatchObject({ decisions: [{ kind: 'correction' }, { kind: 'undo' }] });
    await decide(id, 'correction', { reason: '再次核实' });
    const file = (await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' })) as {
      dishonesty: { content: object; history: { status: string }[] }[];
    };
    expect(file.dishonesty[0]).toMatchObject({ content: { removedOn: '2026-07-21' } });
    expect(file.dishonesty[0]?.history.map(({ status }) => status)).toEqual(['original', 'amendment']);
    connector.pass(200);
    await connector.submit('registry', [{ ...registry[1], level: '一级' }]);
    expect(await gradeOf()).toBe('A');
    expect(await atDirectory()).toBe('A');
    connector.pass(-200);
  });

  it('that shrinks beyond its bounds is held before a row of it counts, until it is released', async () => {
    connector.pass(7);
    const half = await connector.submit('court', otherDefaulters.slice(0, 12));
    expect(half).toMatchObject({ status: 'held', received: 0, problem: { code: 'snapshot-bounds' } });
    expect(await release(half)).toMatchObject({ status: 'completed', received: 12, duplicates: 12 });
    expect(await waiting('kind=removal')).toEqual([]);
  });
});

describe('a name whose number is masked', () => {
  const masked = defaulter(50, { ...doctor, id: '5401021985****0013' });
  let rowId = '';

  it('is matched only by an officer, who sees the grounds', async () => {
    const sent = await list(masked);
    expect(sent).toMatchObject({ status: 'held' });
    expect(await release(sent)).toMatchObject({ quarantined: 1 });
    rowId = (await waiting('source=court&reason=masked-identifier'))[0]?.id ?? '';
    const covered = await connector.client.call('GET', `/v1/quarantine/${rowId}`);
    expect(covered).toMatchObject({
      isMasked: true,
      candidates: [{ id: '540102********0013', name: '次***' }],
    });
    expect(JSON.stringify(covered)).not.toContain(doctor.name);
    const { candidates } = await show(rowId);
    expect(candidates).toMatchObject([
      {
        id: doctor.id,
        grounds: ['name', 'number'],
        against: [],
        explanation: '姓名（名称）、未遮掩的号码相符。',
      },
    ]);
    const effect = (candidate: string) =>
      connector.client.call('POST', `/v1/quarantine/${rowId}/effect`, { candidate });
    expect(await refusalOf(effect('doctor.nobody'))).toBe('409 no-such-candidate');
    type Files = { category: string; after: { standing?: { grade: string; score: string } } }[];
    const { files } = (await effect(candidates?.[0]?.key ?? '')) as { files: Files };
    expect(files).toContainEqual(expect.objectContaining({ category: 'doctor', name: '次***' }));
    expect((await waiting('source=court&reason=masked-identifier')).map(({ id }) => id)).toEqual([rowId]);
    await decide(rowId, 'correction', { reason: '同一人', candidate: candidates?.[0]?.key });
    expect(await run(sent.runId)).toMatchObject({ accepted: 1, quarantined: 0 });
    for (const { category, after } of files) {
      const known = await connector.file({ scheme: 'resident-id', id: doctor.id, category } as never);
      expect(known).toMatchObject(after);
    }
    const file = (await connector.file({
      scheme: 'resident-id',
      id: doctor.id,
      category: 'insured-person',
    })) as { dishonesty: object[] };
    expect(file.dishonesty).toHaveLength(1);
  });

  it('need not be decided again when the next list has it', async () => {
    connector.pass(7);
    expect(await list(masked)).toMatchObject({
      duplicates: 25,
      quarantined: 0,
    });
  });

  it('can be undone, and then waits again', async () => {
    await decide(rowId, 'undo', { reason: '不是同一人' });
    expect(await waiting('source=court&reason=masked-identifier')).toMatchObject([{ id: rowId }]);
    await decide(rowId, 'dismissal', { reason: '不是同一人' });
    connector.pass(7);
    expect(await list(masked)).toMatchObject({
      unmatched: 1,
      quarantined: 0,
    });
  });

  it('that fits no subject waits under its own reason until the registry adds a namesake and it is read again', async () => {
    const late = defaulter(60, { id: '4405241880****0011', name: '后来者' });
    connector.pass(7);
    await list(masked, late);
    expect(await waiting('source=court&reason=no-candidate')).toHaveLength(1);
    connector.pass(7);
    // A row that waits from one list does not wait a second time with the next.
    expect(await list(masked, late)).toMatchObject({ quarantined: 0 });
    expect(await waiting('source=court&reason=no-candidate')).toHaveLength(1);
    await connector.submit('registry', [
      { category: 'insured-person', scheme: 'resident-id', id: '440524188002020011', name: '后来者' },
    ]);
    await connector.client.call('POST', '/v1/quarantine/redo', { source: 'court', reason: 'no-candidate' });
    await until(
      'it has a candidate',
      async () => (await waiting('source=court&reason=masked-identifier')).length === 1,
    );
    const [item] = await waiting('source=court&reason=masked-identifier');
    expect((await show(item?.id ?? '')).candidates).toMatchObject([{ grounds: ['name', 'number'] }]);
    await decide(item?.id ?? '', 'dismissal', { reason: '同名' });
  });

  it('waits again when the registry adds a subject that it was not compared with', async () => {
    const late = defaulter(60, { id: '4405241880****0011', name: '后来者' });
    connector.pass(7);
    expect(await list(masked, late)).toMatchObject({ quarantined: 0 });
    await connector.submit('registry', [
      { category: 'insured-person', scheme: 'resident-id', id: '440524188001010022', name: '后来者' },
    ]);
    const unmasked = { ...late, cardNum: '' };
    connector.pass(7);
    expect(await list(masked, unmasked)).toMatchObject({ quarantined: 1 });
    const [item] = await waiting('source=court&reason=identifier-missing');
    expect((await show(item?.id ?? '')).candidates).toHaveLength(2);
    await decide(item?.id ?? '', 'dismissal', { reason: '同名' });
  });
});

describe('a removal that the court sends itself', () => {
  it('resolves the suspected removal, also for the institution that a listed person represents', async () => {
    connector.pass(7);
    const bossListed = defaulter(70, boss);
    expect(await list(bossListed)).toMatchObject({ accepted: 1 });
    expect(await gradeOf()).toBe('E');
    connector.pass(7);
    await list();
    expect(await waiting('kind=removal')).toHaveLength(1);
    const removed = { ...bossListed, state: '屏蔽', updateDate: '2026-04-01' };
    expect(await connector.submit('court', [removed])).toMatchObject({ accepted: 1 });
    expect(await waiting('kind=removal')).toEqual([]);
  });

  it('about no subject waits for no officer', async () => {
    connector.pass(7);
    await list(defaulter(80, stranger));
    connector.pass(7);
    await list();
    expect(await waiting('kind=removal')).toEqual([]);
    await connector.submit('registry', [{ category: 'pharmacy', scheme: 'uscc', ...stranger }]);
    expect(await waiting('kind=removal')).toHaveLength(1);
  });
});

describe('two people of one name in one case', () => {
  const name = '同名人';
  const [one, other] = ['810000199003070015', '830000197906150037'];
  const [oneMasked, otherMasked] = ['8100001990****0015', '8300001979****0037'];
  const listed = (...numbers: string[]): Promise<RunView> => {
    connector.pass(7);
    return list(...numbers.map((id) => defaulter(90, { id, name })));
  };
  /** Rows of the namesakes that wait, by the candidate that each fits. */
  const rows = async (): Promise<Map<string, string>> => {
    const items = await waiting('source=court&reason=masked-identifier');
    const shown = await Promise.all(
      items.map(async ({ id }) =>
        ((await show(id)) as { candidates: { id: string }[] }).candidates.map((c) => c.id),
      ),
    );
    return new Map(shown.flatMap((ids, index) => ids.map((id) => [id, items[index]?.id ?? ''])));
  };
  const removals = async (): Promise<unknown[]> =>
    (await Promise.all((await waiting('kind=removal&source=court')).map(({ id }) => show(id))))
      .map(({ listing }) => listing)
      .filter((one) => (one as { documentNumber?: string } | undefined)?.documentNumber?.includes('执90号'));

  it('wait each as a row of its own, and are decided each for itself', async () => {
    await connector.submit('registry', [
      { category: 'insured-person', scheme: 'resident-id', id: one, name },
      { category: 'insured-person', scheme: 'resident-id', id: other, name },
    ]);
    expect(await listed(oneMasked, otherMasked)).toMatchObject({ quarantined: 2 });
    const found = await rows();
    expect([...found.keys()].sort()).toEqual([one, other]);
    // Neither waits a second time with the next list.
    expect(await listed(oneMasked, otherMasked)).toMatchObject({ quarantined: 0 });
    for (const id of [one, other]) {
      const { candidates } = await show(found.get(id) ?? '');
      await decide(found.get(id) ?? '', 'correction', { reason: '同一人', candidate: candidates?.[0]?.key });
    }
    expect(await listed(oneMasked, otherMasked)).toMatchObject({ quarantined: 0, duplicates: 26 });
  });

  it('are missed each for itself, and not for a number that is complete now', async () => {
    await listed(one, otherMasked);
    expect(await removals()).toEqual([]);
    await listed(oneMasked);
    expect(await removals()).toHaveLength(1);
    const [item] = (await waiting('kind=removal&source=court')).slice(-1);
    await decide(item?.id ?? '', 'correction', { reason: '已核实' });
    const removedOf = async (id: string): Promise<unknown> => {
      const file = await connector.file({ scheme: 'resident-id', id, category: 'insured-person' });
      return (file as { dishonesty: { content: { removedOn?: string } }[] }).dishonesty[0]?.content.removedOn;
    };
    expect(await removedOf(other)).toBeDefined();
    expect(await removedOf(one)).toBeUndefined();
    await listed(oneMasked, otherMasked);
    expect(connector.log()).toContain('removal.contradicted');
  });

  it('wait both for a person when nothing tells who is missing', async () => {
    await listed('');
    expect(await removals()).toHaveLength(2);
    await listed(one, otherMasked);
    expect(await removals()).toEqual([]);
  });
});

it('writes no name and no number of anybody into keys, messages or logs', () =>
  expectNobodyNamed(connector, everyone));
