import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { converge } from '../../infra/cli/converge.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import type { ConvergenceAnswer, DifferenceView } from '../../schemas/convergence.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { finding, patient, registry } from '../support/records.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
  await connector.submit('medical-insurance', [
    finding(1, { category: 'insured-person', ...patient }, 'ip.crime', { decidedOn: '2026-06-01' }),
  ]);
  await connector.untilInSync();
});
afterAll(() => connector.stop());

const last = async () => (await connector.client.call('GET', '/v1/convergence')) as ConvergenceAnswer;

/** Compares by the command, and gives its exit code and what it printed. */
async function compared() {
  const lines: string[] = [];
  const code = await converge({ client: connector.client, print: (line) => lines.push(line) });
  return { code, lines };
}
const differences = async (): Promise<DifferenceView[]> => {
  const { link } = await last();
  return ((await connector.client.call('GET', link ?? '')) as { differences: DifferenceView[] }).differences;
};
const repair = async (id: string, by = connector.client) =>
  (await by.call('POST', `/v1/convergence/differences/${id}/repair`, {
    reason: '与接收方核实',
  })) as DifferenceView;
const repairAll = async (): Promise<void> => {
  for (const { id } of await differences()) await repair(id);
};
const onceRemoved = (id: string) =>
  until('the record is removed', async () => {
    const found = (await differences()).find((one) => one.id === id);
    return found?.decision?.state === 'removed';
  });

describe('the comparison of the files with what the receivers have', () => {
  it('finds everything equal when everything was delivered, and its result is kept', async () => {
    const { code, lines } = await compared();
    expect([code, lines[2]]).toEqual([0, expect.stringMatching(/^directory {3}compared +\d+ +6 +6 +0 +0$/)]);
    const { last: kept } = await last();
    expect(kept).toMatchObject({ state: 'complete', startedBy: 'tests', repairs: false });
    expect(kept?.receivers.find(({ receiver }) => receiver === 'directory')?.comparedFields).toContain(
      'grade',
    );
  });

  it('says of each subject how it differs, and one decision repairs it', async () => {
    const { entries } = await connector.receiver('directory');
    const [first, second, third] = entries;
    const [suspension] = (await connector.receiver('settlement')).entries;
    const { isLifted: _, ...kept } = suspension ?? {};
    await connector.plant('directory', {
      lose: [first?.['recordId']],
      keep: [
        { ...second, version: Number(second?.['version']), grade: 'C', name: '改过的名称' },
        { ...third, version: Number(third?.['version']) + 7 },
      ],
    });
    await connector.plant('settlement', {
      keep: [{ ...kept, version: Number(kept['version']), enddate: '2031-01-01' }],
    });
    const { code, lines } = await compared();
    expect(code).toBe(1);
    const found = await differences();
    expect(found.map(({ receiver, cause, fields }) => [receiver, cause, fields]).sort()).toEqual([
      ['directory', 'missing-there', undefined],
      ['directory', 'newer-revision', undefined],
      ['directory', 'other-content', ['name', 'grade']],
      ['settlement', 'other-content', ['enddate']],
    ]);
    expect(lines.filter((line) => line.includes('other-content'))).toHaveLength(4);
    expect(found.find(({ cause }) => cause === 'missing-there')).toMatchObject({
      recordId: first?.['recordId'],
      explanation: expect.stringContaining('重新推送'),
      repair: 'delivery',
    });
    for (const { id } of found)
      expect((await repair(id)).decision).toMatchObject({
        state: 'delivered',
        by: 'tests',
        reason: '与接收方核实',
      });
    expect(await refusalOf(repair(found[0]?.id ?? ''))).toBe('409 difference-repaired');
    await connector.untilInSyncAhead();
    expect((await compared()).code).toBe(0);
    expect(await differences()).toEqual([]);
    const after = await connector.receiver('directory');
    const same = ({ version: __, updatedAt: ___, operation: ____, ...row }: Record<string, unknown>) => row;
    expect(after.entries.map(same)).toEqual(expect.arrayContaining(entries.map(same)));
    expect(after.violations).toEqual([]);
  });

  it('calls a delivery in flight while the receiver refuses it, since when', async () => {
    // A batch of one row is refused; questions are answered.
    await connector.fault('directory', 'partial');
    const again = finding(1, { category: 'insured-person', ...patient }, 'ip.crime', {
      decidedOn: '2026-06-02',
    });
    await connector.submit('medical-insurance', [{ ...again, status: '撤销' }]);
    const refused = async () => {
      const path = '/v1/deliveries?state=pending&receiver=directory';
      return ((await connector.client.call('GET', path)) as { deliveries: DeliveryView[] }).deliveries;
    };
    await until('the directory has refused it', async () => ((await refused())[0]?.attempt ?? 0) > 0);
    const { code, lines } = await compared();
    const [{ pendingSince = '' } = {}] = await refused();
    expect([code, lines[2]]).toEqual([0, expect.stringMatching(/^directory {3}compared .* 5 +1 +0$/)]);
    expect(lines).toContain(`directory: in flight since ${pendingSince}`);
    await connector.fault('directory', 'ok');
    await connector.untilInSyncAhead();
    expect((await compared()).lines[2]).toMatch(/ 6 +0 +0$/);
  });

  it('removes records of nobody; a suspension when a second officer says so too', async () => {
    const [entry] = (await connector.receiver('directory')).entries;
    await connector.plant('directory', {
      keep: [{ ...entry, recordId: '17b1b6a5-0000-8000-8000-000000000000', version: 2, operation: 'I' }],
    });
    const suspension = {
      suspensionId: 'a'.repeat(30),
      psn_cert_type: '01',
      certno: patient.id,
      psn_name: patient.name,
      kind: 'settlement-suspension',
      begndate: '2026-06-01',
      enddate: '',
      version: 4,
      reason: '不明',
    };
    await connector.plant('settlement', { keep: [suspension] });
    expect((await compared()).code).toBe(1);
    const found = await differences();
    expect(found.map(({ receiver, cause, repair: by }) => [receiver, cause, by])).toEqual([
      ['directory', 'unowned-there', 'removal'],
      ['settlement', 'unowned-there', 'removal'],
    ]);
    expect(JSON.stringify(found)).not.toContain(patient.id);
    const [there, listed] = found.map(({ id }) => id);
    expect((await repair(there ?? '')).decision).toMatchObject({ state: 'pending' });
    await onceRemoved(there ?? '');
    expect((await repair(listed ?? '')).decision).toMatchObject({ state: 'proposed', by: 'tests' });
    expect(await refusalOf(repair(listed ?? ''))).toBe('403 same-officer');
    expect((await connector.receiver('settlement')).entries).toHaveLength(1);
    const second = await connector.as('second');
    const { reviews } = (await second.call('GET', '/v1/reviews')) as { reviews: { kind: string }[] };
    expect(reviews.filter(({ kind }) => kind === 'record')).toMatchObject([
      {
        id: listed,
        proposedBy: ['tests'],
        reason: '与接收方核实',
        effect: expect.stringContaining('a'.repeat(30)),
      },
    ]);
    expect((await repair(listed ?? '', second)).decision).toMatchObject({
      state: 'pending',
      confirmedBy: 'second',
    });
    await onceRemoved(listed ?? '');
    expect((await connector.receiver('settlement')).entries).toEqual([]);
    expect((await compared()).code).toBe(0);
    expect((await connector.receiver('settlement')).tombstones).toContainEqual(
      expect.objectContaining({ suspensionId: 'a'.repeat(30), version: 5, reasoncode: 'lift-corrected' }),
    );
  });

  it('is one at a time, and its ids are known', async () => {
    const one = connector.client.call('POST', '/v1/convergence');
    const other = connector.client.call('POST', '/v1/convergence');
    const refused = await Promise.all([refusalOf(one), refusalOf(other)]);
    expect(refused.sort()).toEqual(['409 comparison-running', 'answered']);
    expect(await refusalOf(connector.client.call('GET', '/v1/convergence/x/differences'))).toBe(
      '404 unknown-comparison',
    );
    expect(await refusalOf(repair('01RUN00000000000000000000A.directory.1.0'))).toBe(
      '404 unknown-difference',
    );
    const ofDirectory = '/v1/receivers/directory/reconciliation';
    const { last: shown } = (await connector.client.call('GET', ofDirectory)) as ConvergenceAnswer;
    expect(shown?.receivers.map(({ receiver }) => receiver)).toEqual(['directory']);
    const { link } = await last();
    expect(await refusalOf(connector.client.call('GET', `${link}?after=nowhere`))).toBe('400 invalid-cursor');
    await until('the comparison has ended', async () => (await last()).running === undefined);
    await repairAll();
  });
});
