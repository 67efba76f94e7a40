import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerGrades } from '../../functions/answer-grades/answer-grades.ts';
import { showFile } from '../../functions/show-file/show-file.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { Table } from '../../lib/store/table.ts';
import type { GradesQuery } from '../../schemas/api.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { doctor, hospital, nurse, patient } from '../support/records.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

type Asked = GradesQuery['subjects'][number];

/** What a caller who tries numbers learns, from the answer and from the work it costs. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
  const { keep } = openIntake(real.table);
  for (const [category, one, medinsCode] of [
    ['doctor', doctor, 'D540102000123'],
    ['insured-person', patient, undefined],
    ['medical-institution', hospital, 'H54010200001'],
  ] as const) {
    const scheme = category === 'medical-institution' ? 'uscc' : 'resident-id';
    const subject = { category, scheme, ...one };
    await keep({ type: 'registration', subject, medinsCode, status: 'active' } as RegistrationRecord);
  }
  const code = { category: 'nurse', scheme: 'medins-code', id: 'N540102000777', name: nurse.name };
  await keep({ type: 'registration', subject: code, status: 'active' } as RegistrationRecord);
  // One subject has many decisions; another party has some and is not a subject.
  for (let number = 1; number <= 30; number++) await keep(decisionOn(patient, number));
  await keep(decisionOn(stranger, 31));
});
afterAll(() => real.close());

/** Valid numbers of no subject. */
const stranger = { id: '440524188001010014', name: '测试甲' };
const nobody = { id: '360426199101010071', name: '无此人' };

const decisionOn = (one: { id: string; name: string }, number: number): DecisionRecord =>
  ({
    type: 'decision',
    subject: { scheme: 'resident-id', ...one, category: 'insured-person' },
    documentNumber: `藏市监处罚〔2026〕${number}号`,
    authority: { kind: 'market-supervision', name: '西藏自治区市场监督管理局' },
    decidedOn: '2026-03-02',
    status: 'original',
    content: { kind: 'penalty', penalties: ['warning'] },
    usage: 'public',
    matter: '事实',
  }) as unknown as DecisionRecord;

/** A table that records each request by its kind. */
function noting(table: Table): { table: Table; requests: string[] } {
  const requests: string[] = [];
  return {
    requests,
    table: {
      ...table,
      get: (pk, sk) => {
        requests.push(`get ${pk.split('#')[0]} ${sk.split('#')[0]}`);
        return table.get(pk, sk);
      },
      query: (input) => {
        requests.push(`query ${input.KeyConditionExpression}`);
        return table.query(input);
      },
      getAll: (keys) => {
        requests.push(`get ${keys.length}`);
        return table.getAll(keys);
      },
      put: (item, condition) => {
        requests.push(`put ${item['sk']?.S}`);
        return table.put(item, condition);
      },
    },
  };
}

let asked = 0;
/** The answer without its receipt's number, the requests it cost, and the content of the receipt. */
async function ask(...subjects: Asked[]) {
  const { runtime, vault } = openIntake(real.table);
  const { table, requests } = noting(real.table);
  const receipts = createReceiptStore(table);
  const deps = {
    runtime: { ...runtime, newId: () => `RECEIPT${++asked}` },
    vault,
    receipts,
    folders: createFolderStore(table),
  };
  const question = { purpose: 'supervision', reference: 'r', subjects };
  const { receiptId, ...answer } = await answerGrades(question, 'guesser', deps);
  const { disclosed } = (await createReceiptStore(real.table).read(receiptId)) ?? {};
  return { answer, requests, disclosed };
}

const person = (id: string, name?: string, category?: Asked['category']): Asked => ({
  scheme: 'resident-id',
  id,
  ...(name && { name }),
  ...(category && { category }),
});
const code = (id: string, name?: string): Asked => ({ scheme: 'medins-code', id, ...(name && { name }) });

describe('who guesses', () => {
  it.each<[string, Asked, Asked[]]>([
    ['a name', person(patient.id, '别人'), [person(nobody.id, '别人'), person(stranger.id, '别人')]],
    [
      'a category',
      person(patient.id, '别人', 'insured-person'),
      [person(nobody.id, '别人', 'insured-person'), person(patient.id, '别人', 'doctor')],
    ],
    ['a code', code('D540102000123', '别人'), [code('D540102000999', '别人'), code('HY54010200001', '别人')]],
    ['a code that stands for itself', code('N540102000777', '别人'), [code('N540102000778', '别人')]],
  ])(
    '%s learns nothing of who is a subject, by answer, receipt or requests',
    async (_what, known, others) => {
      const refused = await ask(known);
      expect(refused.answer.results).toEqual([{ status: 'name-mismatch' }]);
      expect(refused.disclosed).toEqual([{ status: 'name-mismatch', fields: ['status'] }]);
      for (const other of others) expect(await ask(other)).toEqual(refused);
    },
  );

  it.each<[string, Asked]>([
    ['a number', person(patient.id)],
    ['a number nobody has', person(nobody.id)],
    ['a code', code('D540102000123')],
    ['a category', person(patient.id, undefined, 'insured-person')],
  ])('%s without a name is refused before anything is looked up', async (_what, one) => {
    const before = asked;
    const hospitalToo = { scheme: 'uscc', id: hospital.id } as const;
    await expect(ask(hospitalToo, one)).rejects.toMatchObject({
      status: 400,
      code: 'name-required',
      detail: expect.stringMatching(/^subjects\.1\.name/),
    });
    expect(asked).toBe(before);
  });

  it('and knows number and name is answered', async () => {
    expect((await ask(person(patient.id, patient.name))).answer.results[0]?.status).toBe('graded');
    expect((await ask(code('D540102000123', doctor.name))).answer.results[0]?.status).toBe('graded');
    expect((await ask(code('N540102000777', nurse.name))).answer.results[0]?.status).toBe('graded');
  });

  it('a number that is none learns what its own digits say', async () => {
    for (const one of ['54042119991015005X', '360426199101010071']) {
      const wrong = `${one.slice(0, -1)}${one.endsWith('1') ? '2' : '1'}`;
      expect((await ask(person(wrong, '别人'))).answer.results).toMatchObject([
        { status: 'not-found', problem: 'id: check-digit' },
      ]);
    }
  });

  it('at institutions gets the true answer, because institutions are public', async () => {
    const institution = (id: string, name?: string): Asked => ({
      scheme: 'uscc',
      id,
      ...(name && { name }),
    });
    const statusOf = async (one: Asked) => (await ask(one)).answer.results[0]?.status;
    expect(await statusOf(institution('91540100MA6T1000XP'))).toBe('not-found');
    expect(await statusOf(institution(hospital.id, '别院'))).toBe('name-mismatch');
    expect(await statusOf(code('H54010200009'))).toBe('not-found');
    expect(await statusOf(code('H54010200001'))).toBe('graded');
  });
});

it('a file that is asked for and not found leaves a receipt too', async () => {
  const { runtime, vault, folders } = openIntake(real.table);
  const { table, requests } = noting(real.table);
  const receipts = createReceiptStore(table);
  const deps = {
    runtime: { ...runtime, newId: () => `RECEIPT${++asked}` },
    vault,
    folders,
    receipts,
    scorer: scoreCase,
    policy: policyOf(runtime),
  };
  const query = { scheme: 'resident-id', id: nobody.id, category: 'doctor', reason: '核查' } as const;
  await expect(showFile(query, 'guesser', deps)).rejects.toThrow('unknown-subject');
  expect(requests).toEqual(['put RECEIPT']);
});

describe('a question about many subjects', () => {
  it('is answered as each by itself, in one request for the files and one for their sheets', async () => {
    const many: Asked[] = [
      person(patient.id, patient.name, 'insured-person'),
      person(doctor.id, doctor.name, 'doctor'),
      person(patient.id, '别人', 'insured-person'),
      person(nobody.id, nobody.name, 'doctor'),
      person(doctor.id, doctor.name, 'nurse'),
      { scheme: 'uscc', id: hospital.id, category: 'medical-institution' },
      person('1', '错号', 'doctor'),
    ];
    const together = await ask(...many);
    const alone = await Promise.all(many.map((one) => ask(one)));
    expect(together.answer.results).toEqual(alone.flatMap(({ answer }) => answer.results));
    expect(together.disclosed).toEqual(alone.flatMap(({ disclosed }) => disclosed));
    expect(together.requests).toEqual(['get 5', 'get 3', 'put RECEIPT']);
  });

  it('finds codes and subjects without a category, too', async () => {
    const many: Asked[] = [
      code('D540102000123', doctor.name),
      code('H54010200001'),
      code('N540102000777', nurse.name),
      code('N540102000778', nurse.name),
      person(doctor.id, doctor.name),
      { scheme: 'uscc', id: hospital.id },
    ];
    const together = await ask(...many);
    const alone = await Promise.all(many.map((one) => ask(one)));
    expect(together.answer.results).toEqual(alone.flatMap(({ answer }) => answer.results));
    expect(together.answer.results.filter(({ status }) => status !== 'name-mismatch')).toHaveLength(5);
  });
});
