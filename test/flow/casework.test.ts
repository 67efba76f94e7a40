import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunView } from '../../infra/cli/client.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import {
  doctor,
  everyone,
  finding,
  hospital,
  nurse,
  patient,
  penalty,
  pharmacy,
  registry,
  stranger,
} from '../support/records.ts';
import { expectNobodyNamed } from '../support/storage.ts';

/**
 * Rows and records that wait for an officer, through the API: who sent, who decides, and the effect on score and
 * receivers.
 */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

interface Item {
  readonly id: string;
  readonly reason: string;
  readonly row: number;
  readonly state: string;
}

const waiting = async (query: string): Promise<Item[]> =>
  ((await connector.client.call('GET', `/v1/quarantine?${query}`)) as { items: Item[] }).items;
const decide = (id: string, what: string, body: object): Promise<unknown> =>
  connector.client.call('POST', `/v1/quarantine/${id}/${what}`, body);
const again = (run: RunView): Promise<RunView> =>
  connector.client.call('GET', `/v1/feeds/runs/${run.runId}`) as Promise<RunView>;
const counts = ({ received, accepted, duplicates, unmatched, quarantined }: RunView): number[] => [
  received,
  accepted,
  duplicates,
  unmatched,
  quarantined,
];
const scoreOf = async (subject: Parameters<Connector['grade']>[0]): Promise<unknown> =>
  (await connector.grade(subject))['score'];
const asPharmacy = { scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' } as const;

describe('a row that was not understood', () => {
  it('is corrected beside what was sent, takes effect once, and the counts of its run follow', async () => {
    const run = await connector.submit('market-supervision', [
      penalty(1, pharmacy, { CF_CFLB: '警告；加倍警告' }),
    ]);
    expect(counts(run)).toEqual([1, 0, 0, 0, 1]);
    const [item] = await waiting('source=market-supervision&reason=unmapped-kind');
    const explanation =
      '处罚类别中有字典以外的内容。请按《中华人民共和国行政处罚法》第九条的种类改填后重新报送该行，或者商请为该来源增加对照。例如：警告；罚款。';
    expect(item).toMatchObject({ state: 'waiting', row: 1, explanation, findings: [{ explanation }] });
    const shown = (await connector.client.call('GET', `/v1/quarantine/${item?.id}`)) as {
      cells: Record<string, string>;
      receiptId: string;
    };
    expect(shown.cells['CF_CFLB']).toBe('警告；加倍警告');
    expect(shown.receiptId).toHaveLength(26);
    expect(
      await refusalOf(decide(item?.id ?? '', 'correction', { reason: 'x', values: { CF_CFLB: '?' } })),
    ).toBe('409 still-not-understood');
    expect(
      await refusalOf(decide(item?.id ?? '', 'correction', { reason: 'x', values: { 神秘列: '1' } })),
    ).toBe('400 unknown-column');
    await decide(item?.id ?? '', 'correction', { reason: '查阅决定书', values: { CF_CFLB: '警告' } });
    expect(counts(await again(run))).toEqual([1, 1, 0, 0, 0]);
    expect(await scoreOf(asPharmacy)).toBe('99.00');
    expect(await refusalOf(decide(item?.id ?? '', 'correction', { reason: 'x', values: {} }))).toBe(
      '409 row-decided',
    );
    const file = (await connector.file(asPharmacy)) as { dishonesty: { origin: object }[] };
    expect(file.dishonesty[0]?.origin).toMatchObject({ correction: { by: 'tests' } });
  });

  it('waits again when the correction is taken back, and counts when it is made again', async () => {
    const [item] = (await waiting('source=market-supervision')).filter(
      ({ reason }) => reason === 'unmapped-kind',
    );
    expect(item).toBeUndefined();
    const all = (await connector.client.call('GET', '/v1/quarantine/counts')) as { counts: object[] };
    expect(all.counts).toEqual([]);
    const run = await connector.submit('market-supervision', [penalty(2, pharmacy, { CF_CFLB: '训斥' })]);
    const id = `${run.runId}.1`;
    await decide(id, 'correction', { reason: '等同警告', values: { CF_CFLB: '警告' } });
    expect(await scoreOf(asPharmacy)).toBe('98.00');
    await decide(id, 'undo', { reason: '看错了' });
    expect(await scoreOf(asPharmacy)).toBe('99.00');
    expect(counts(await again(run))).toEqual([1, 0, 0, 0, 1]);
    await decide(id, 'correction', { reason: '确认', values: { CF_CFLB: '警告' } });
    expect(await scoreOf(asPharmacy)).toBe('98.00');
    expect(counts(await again(run))).toEqual([1, 1, 0, 0, 0]);
    await decide(id, 'undo', { reason: '不算处罚' });
    await decide(id, 'dismissal', { reason: '不算处罚' });
    expect(await waiting('')).toEqual([]);
    expect(await scoreOf(asPharmacy)).toBe('99.00');
  });

  it('that contradicts a known record is in effect when an officer confirms it, and out of effect when dismissed', async () => {
    const asHospital = { scheme: 'uscc', id: hospital.id, category: 'medical-institution' } as const;
    const warned = finding(10, { category: 'medical-institution', ...hospital }, 'mi.interview', {
      count: 1,
    });
    await connector.submit('medical-insurance', [warned]);
    expect(await scoreOf(asHospital)).toBe('99.20');
    const run = await connector.submit('medical-insurance', [{ ...warned, count: 2 }]);
    expect(counts(run)).toEqual([1, 0, 0, 0, 1]);
    const id = `${run.runId}.1`;
    await decide(id, 'dismissal', { reason: '以第一次为准' });
    expect(await scoreOf(asHospital)).toBe('99.20');
    await decide(id, 'undo', { reason: '再核' });
    await decide(id, 'correction', { reason: '两次约谈属实', holds: true });
    expect(await scoreOf(asHospital)).toBe('98.40');
    expect(counts(await again(run))).toEqual([1, 1, 0, 0, 0]);
  });

  it('is read again with all of its reason, and what is understood now is taken', async () => {
    const before = await waiting('source=registry');
    expect(before).toEqual([]);
    expect(
      await connector.client.call('POST', '/v1/quarantine/redo', {
        source: 'market-supervision',
        reason: 'unmapped-kind',
      }),
    ).toMatchObject({ reason: 'unmapped-kind' });
  });
});

describe('rows of one reason', () => {
  interface Results {
    readonly results: {
      id: string;
      outcome: string;
      item?: object;
      problem?: { code: string };
      decidedBefore?: { by: string };
    }[];
  }
  const numbers = [41, 42, 43, 44];
  const ids: string[] = [];
  const many = async (body: object, officer = connector.client): Promise<Results['results']> =>
    (
      (await officer.call('POST', '/v1/quarantine/decisions', {
        source: 'market-supervision',
        waitingFor: 'unmapped-kind',
        reason: '等同警告',
        ...body,
      })) as Results
    ).results;
  const outcomes = (results: Results['results']) => results.map(({ outcome }) => outcome);

  it('are decided at once, each with a result, and the same request again changes nothing more', async () => {
    const run = await connector.submit(
      'market-supervision',
      numbers.map((number) => penalty(number, pharmacy, { CF_CFLB: '训斥' })),
    );
    ids.push(...numbers.map((_, index) => `${run.runId}.${index + 1}`));
    const [first = '', second = '', third = ''] = ids;
    const score = await scoreOf(asPharmacy);
    const correction = { act: 'correction', values: { CF_CFLB: '警告' }, ids: [first, second] };
    expect(outcomes(await many(correction))).toEqual(['decided', 'decided']);
    expect(await scoreOf(asPharmacy)).not.toBe(score);
    const corrected = await scoreOf(asPharmacy);
    expect(await many(correction)).toMatchObject([
      { id: first, outcome: 'decided', item: { state: 'corrected' } },
      { id: second, outcome: 'decided' },
    ]);
    expect(await scoreOf(asPharmacy)).toBe(corrected);
    const dismissal = { act: 'dismissal', ids: [first, third, `${run.runId}.99`, 'x'] };
    expect(await many(dismissal)).toMatchObject([
      {
        outcome: 'refused',
        problem: { code: 'row-decided' },
        decidedBefore: { kind: 'correction', by: 'tests' },
      },
      { id: third, outcome: 'decided', item: { state: 'dismissed' } },
      { outcome: 'refused', problem: { code: 'unknown-item' } },
      { outcome: 'refused', problem: { code: 'unknown-item' } },
    ]);
    expect(counts(await again(run))).toEqual([4, 2, 0, 0, 2]);
  });

  it('that another officer decided say who and when, and those of another reason are not touched', async () => {
    const [, , third = '', fourth = ''] = ids;
    const other = await connector.as('other', 'quarantine:write');
    const [decided] = await many({ act: 'dismissal', ids: [third] }, other);
    expect(decided).toMatchObject({
      outcome: 'refused',
      problem: { code: 'row-decided' },
      decidedBefore: { kind: 'dismissal', by: 'tests', at: expect.stringMatching(/^2026-/) },
    });
    const astray = { act: 'dismissal', ids: [fourth], waitingFor: 'not-a-date' };
    expect(await many(astray, other)).toMatchObject([{ problem: { code: 'waits-for-other' } }]);
    expect(await waiting('source=market-supervision')).toMatchObject([{ id: fourth }]);
    expect(outcomes(await many({ act: 'undo', ids: ids.slice(0, 3) }))).toEqual(Array(3).fill('decided'));
    expect(outcomes(await many({ act: 'dismissal', ids }))).toEqual(Array(4).fill('decided'));
    expect(await waiting('')).toEqual([]);
  });

  it('are at most a hundred, and at least one', async () => {
    for (const some of [[], Array.from({ length: 101 }, (_, index) => String(index))])
      expect(await refusalOf(many({ act: 'dismissal', ids: some }))).toBe('400 invalid-request');
  });
});

it('a row is shown whole for a reason, which is kept with the receipt', async () => {
  const run = await connector.submit('medical-insurance', [
    finding(45, { category: 'nurse', ...nurse }, 'nu.privacy-leak', { decidedOn: '2026-02-30' }),
  ]);
  const path = `/v1/quarantine/${run.runId}.1`;
  const covered = (await connector.client.call('GET', path)) as object;
  expect(covered).toMatchObject({ isMasked: true, masked: ['id', 'name'] });
  for (const personal of [nurse.id, nurse.name]) expect(JSON.stringify(covered)).not.toContain(personal);
  expect(await refusalOf(connector.client.call('POST', `${path}/reveal`, {}))).toBe('400 invalid-request');
  const whole = (await connector.client.call('POST', `${path}/reveal`, { reason: '与文书核对' })) as {
    receiptId: string;
  };
  expect(whole).toMatchObject({ cells: { id: nurse.id, name: nurse.name } });
  expect(whole).not.toHaveProperty('isMasked');
  const auditor = await connector.as('auditor', 'audit:read');
  const { receipts } = (await auditor.call('GET', '/v1/receipts?agency=tests&limit=200')) as {
    receipts: { receiptId: string }[];
  };
  const receipt = receipts.find(({ receiptId }) => receiptId === whole.receiptId);
  expect(receipt).toMatchObject({ purpose: 'reveal' });
  expect(receipt).not.toHaveProperty('reference');
  await decide(`${run.runId}.1`, 'dismissal', { reason: '重报' });
});

it.each([
  ['/v1/quarantine?source=court&after=zzz', '400 invalid-cursor'],
  ['/v1/quarantine?after=', '400 invalid-cursor'],
  ['/v1/quarantine?limit=0', '400 invalid-limit'],
  ['/v1/quarantine?reason=x', '400 source-missing'],
  ['/v1/quarantine?kind=x', '400 unknown-kind'],
  ['/v1/quarantine?source=x', '400 unknown-source'],
  ['/v1/quarantine/x', '404 unknown-item'],
  ['/v1/deliveries?after=x', '400 invalid-cursor'],
  ['/v1/deliveries?after=eyJhIjoxfQ', '400 invalid-cursor'],
  ['/v1/deliveries?state=given-up&after=x', '400 invalid-cursor'],
  ['/v1/deliveries?limit=0', '400 invalid-limit'],
  ['/v1/deliveries?limit=1001', '400 invalid-limit'],
])('a question that is not understood is answered so: %s', async (path, answer) => {
  expect(await refusalOf(connector.client.call('GET', path))).toBe(answer);
});

describe('a record of somebody who is no subject of ours', () => {
  it('is found by source and age, and takes effect when the registry brings the subject', async () => {
    const run = await connector.submit('market-supervision', [penalty(20, stranger)]);
    expect(counts(run)).toEqual([1, 0, 0, 1, 0]);
    const { records } = (await connector.client.call('GET', '/v1/unmatched?source=market-supervision')) as {
      records: object[];
    };
    expect(records).toMatchObject([{ runId: run.runId, row: 1, documentNumber: '藏市监处罚〔2026〕20号' }]);
    await connector.submit('registry', [{ category: 'pharmacy', scheme: 'uscc', ...stranger }]);
    expect(counts(await again(run))).toEqual([1, 1, 0, 0, 0]);
    expect(await connector.client.call('GET', '/v1/unmatched')).toEqual({ records: [] });
  });

  it('is forgotten after three years, and may come again', async () => {
    const unknown = { id: '92540102MA6T000122', name: '无名诊所' };
    const row = penalty(21, { ...unknown, id: '91540100MA6T000470' });
    await connector.submit('market-supervision', [row]);
    const count = async (): Promise<number> =>
      ((await connector.client.call('GET', '/v1/unmatched')) as { records: unknown[] }).records.length;
    expect(await count()).toBe(1);
    connector.pass(3 * 366);
    await until('the record is forgotten', async () => (await count()) === 0);
    expect(counts(await connector.submit('market-supervision', [row]))).toEqual([1, 0, 0, 1, 0]);
    expect(await count()).toBe(1);
    connector.pass(-3 * 366);
  });
});

describe('a record about somebody else', () => {
  it('moves to the subject it is about, and receivers are notified of both', async () => {
    const crime = finding(30, { category: 'insured-person', ...patient }, 'ip.crime');
    await connector.submit('medical-insurance', [crime]);
    await connector.untilInSync();
    const listed = async (): Promise<unknown[]> =>
      (await connector.receiver('settlement')).entries.map(({ certno }) => certno);
    expect(await listed()).toEqual([patient.id]);
    const move = {
      documentNumber: crime.documentNumber,
      from: { scheme: 'resident-id', id: patient.id },
      to: { scheme: 'resident-id', id: doctor.id, name: doctor.name },
      reason: '身份证号登记有误',
    };
    const other = await connector.as('other', 'quarantine:write');
    expect(await refusalOf(other.call('POST', '/v1/records/move', move))).toBe('403 scope-missing');
    const officer = await connector.as('bureau', 'casework:write');
    const lifts = ['settlement-suspension'];
    expect(await officer.call('POST', '/v1/records/move', move)).toMatchObject({ proposal: { lifts } });
    expect(await refusalOf(officer.call('POST', '/v1/records/move', move))).toBe('403 same-officer');
    expect(await listed()).toEqual([patient.id]);
    const second = await connector.as('second', 'casework:write');
    expect(await second.call('POST', '/v1/records/move', move)).not.toHaveProperty('proposal');
    await until('the suspension is the other one', async () => String(await listed()) === doctor.id);
    expect(
      await connector.grade({ scheme: 'resident-id', ...patient, category: 'insured-person' }),
    ).toMatchObject({
      grade: 'A',
      sanctions: [],
    });
    const left = (await connector.file({
      scheme: 'resident-id',
      id: patient.id,
      category: 'insured-person',
    })) as {
      withdrawn: object[];
    };
    expect(left.withdrawn).toMatchObject([{ by: 'second', reason: '身份证号登记有误', isMoved: true }]);
    expect(await refusalOf(officer.call('POST', '/v1/records/move', move))).toBe('404 unknown-record');
  });

  it('leaves no subject behind that was known only from it', async () => {
    const wrong = { id: '810000199003070015', name: '误登' };
    const fraud = finding(31, { category: 'nurse', ...wrong }, 'nu.privacy-leak');
    await connector.submit('medical-insurance', [fraud]);
    expect(await connector.grade({ scheme: 'resident-id', ...wrong, category: 'nurse' })).toMatchObject({
      grade: 'A',
    });
    const officer = await connector.as('bureau', 'casework:write');
    await officer.call('POST', '/v1/records/move', {
      documentNumber: fraud.documentNumber,
      from: { scheme: 'resident-id', id: wrong.id },
      to: { scheme: 'resident-id', id: nurse.id, name: nurse.name },
      reason: '登记错误',
    });
    const stateOf = async (who: { id: string; name: string }): Promise<unknown> =>
      (await connector.grade({ scheme: 'resident-id', ...who, category: 'nurse' }))['status'];
    await until('nobody of that number is left', async () => (await stateOf(wrong)) === 'name-mismatch');
    expect(await scoreOf({ scheme: 'resident-id', ...nurse, category: 'nurse' })).toBe('95.00');
    await connector.untilInSync();
    const names = (await connector.receiver('directory')).entries.map(({ name }) => name);
    expect(names).not.toContain(wrong.name);
  });
});

it('writes no name and no number of anybody into keys, messages or logs', () =>
  expectNobodyNamed(connector, everyone));
