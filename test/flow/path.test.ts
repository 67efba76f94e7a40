import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMonths, day } from '../../lib/shared/day.ts';
import { type Connector, startConnector, until } from '../support/connector.ts';
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

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

const counts = ({
  status,
  received,
  accepted,
  duplicates,
  unmatched,
  quarantined,
}: Record<string, unknown>) => ({
  status,
  counts: [received, accepted, duplicates, unmatched, quarantined],
});
const subjectOf = (one: { id: string; name: string }, category: string) =>
  ({
    scheme: one.id.startsWith('9') || one.id.startsWith('12') ? 'uscc' : 'resident-id',
    ...one,
    category,
  }) as never;

describe('the path from an authority to the receivers', () => {
  it('keeps records without a known subject until the registry adds it', async () => {
    const run = await connector.submit('market-supervision', [penalty(1, pharmacy), penalty(2, stranger)]);
    expect(counts(run)).toEqual({ status: 'completed', counts: [2, 0, 0, 2, 0] });
    expect(counts(await connector.submit('registry', registry))).toEqual({
      status: 'completed',
      counts: [6, 6, 0, 0, 0],
    });
    const after = await connector.client.call('GET', `/v1/feeds/runs/${run.runId}`);
    expect(counts(after as never)).toEqual({ status: 'completed', counts: [2, 1, 0, 1, 0] });
    expect(await connector.grade(subjectOf(pharmacy, 'pharmacy'))).toMatchObject({
      status: 'graded',
      score: '99.00',
      grade: 'A',
    });
  });

  it('counts a decision once, however it comes', async () => {
    const again = penalty(1, pharmacy, { CF_WSH: '藏市监处罚 [2026] 1号', CF_WFXW: '换个说法' });
    expect(counts(await connector.submit('market-supervision', [again, again]))).toEqual({
      status: 'completed',
      counts: [2, 0, 2, 0, 0],
    });
    expect(await connector.grade(subjectOf(pharmacy, 'pharmacy'))).toMatchObject({ score: '99.00' });
  });

  it('asks a person when a document comes with another content; the first one counts', async () => {
    const other = penalty(1, pharmacy, { CF_CFLB: '警告；责令停产停业' });
    const run = await connector.submit('market-supervision', [other]);
    expect(counts(run)).toEqual({ status: 'completed', counts: [1, 0, 0, 0, 1] });
    expect(await connector.grade(subjectOf(pharmacy, 'pharmacy'))).toMatchObject({ score: '99.00' });
  });

  it("attributes a doctor's record to the hospital that employs the doctor", async () => {
    await connector.submit('medical-insurance', [
      finding(1, { category: 'doctor', ...doctor }, 'dr.complaint', { count: 2 }),
    ]);
    expect(await connector.grade(subjectOf(doctor, 'doctor'))).toMatchObject({ score: '96.00' });
    const { reasons } = (await connector.grade(subjectOf(hospital, 'medical-institution'))) as {
      reasons: { indicator: string }[];
    };
    expect(reasons.map(({ indicator }) => indicator)).toEqual(['mi.physician-sanction']);
  });

  it('suspends an insured person at E by the ladder, notifies both receivers, and lifts it when the reason is revoked', async () => {
    const crime = finding(2, { category: 'insured-person', ...patient }, 'ip.crime');
    await connector.submit('medical-insurance', [crime]);
    await connector.untilInSync();
    const from = day(connector.today());
    const until = addMonths(from, 12);
    const sanctions = [{ kind: 'settlement-suspension', from, until }];
    expect(await connector.grade(subjectOf(patient, 'insured-person'))).toMatchObject({
      grade: 'E',
      sanctions,
    });
    expect((await connector.receiver('settlement')).entries).toMatchObject([
      { certno: patient.id, begndate: from, enddate: addDays(until, -1), reasoncode: 'veto' },
    ]);
    await connector.submit('medical-insurance', [{ ...crime, status: '撤销', decidedOn: '2026-06-01' }]);
    await connector.untilInSync();
    expect(await connector.grade(subjectOf(patient, 'insured-person'))).toMatchObject({
      grade: 'A',
      sanctions: [],
    });
    const { entries, tombstones, refusedSignatures } = await connector.receiver('settlement');
    expect([entries.length, tombstones.length, refusedSignatures]).toEqual([0, 1, 0]);
    expect(tombstones).toMatchObject([
      {
        reasoncode: 'lift-corrected',
        reason: '所依据的评价结果已更正或者已变更，恢复医保费用联网结算',
      },
    ]);
  });

  it('ends a suspension by itself', async () => {
    const frauds = ['ip.impersonation', 'ip.drug-resale'].map((indicator, index) =>
      finding(10 + index, { category: 'insured-person', ...doctor }, indicator, {
        amount: '5000',
        decidedOn: '2026-06-20',
      }),
    );
    await connector.submit('medical-insurance', frauds);
    await connector.untilInSync();
    // Until the day before the first free one.
    const enddate = addDays(addMonths(day(connector.today()), 3), -1);
    expect((await connector.receiver('settlement')).entries).toMatchObject([
      { enddate, reasoncode: 'score' },
    ]);
    connector.pass(95);
    await until(
      'the suspension is lifted',
      async () => (await connector.receiver('settlement')).entries.length === 0,
    );
    await connector.untilInSync();
  });

  it('puts a nurse at E by veto; her services are stopped when the grade is published', async () => {
    await connector.submit('medical-insurance', [
      finding(20, { category: 'nurse', ...nurse }, 'nu.fraud-conviction'),
    ]);
    await connector.untilInSync();
    expect(await connector.grade(subjectOf(nurse, 'nurse'))).toMatchObject({
      grade: 'E',
      sanctions: [],
    });
    expect(await connector.grade(subjectOf(hospital, 'medical-institution'))).toMatchObject({ grade: 'E' });
  });

  it('creates a subject from a finding of the bureau, and from nothing else', async () => {
    const unknown = { id: '810000199003070015', name: '港籍居民' };
    await connector.submit('medical-insurance', [
      finding(30, { category: 'insured-person', ...unknown }, 'ip.unpaid-copayment'),
    ]);
    expect(await connector.grade(subjectOf(unknown, 'insured-person'))).toMatchObject({
      status: 'graded',
      score: '90.00',
    });
    expect(await connector.grade(subjectOf(stranger, 'pharmacy'))).toEqual({ status: 'not-found' });
  });

  it('explains every point with its document, file and row', async () => {
    const { scoreSheets } = (await connector.file({
      scheme: 'resident-id',
      id: doctor.id,
      category: 'doctor',
    })) as {
      scoreSheets: {
        previous: string | null;
        sheet: { lines: { indicator: string; deductions?: unknown[] }[] };
      }[];
    };
    const line = scoreSheets[0]?.sheet.lines.find(({ indicator }) => indicator === 'dr.complaint');
    expect(line?.deductions).toMatchObject([
      {
        lost: '4',
        cause: {
          document: '藏医保查〔2026〕1号',
          row: 1,
          fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    ]);
    expect(scoreSheets.at(-1)?.previous).toBeNull();
  });

  it('leaves each receiver with exactly what the files say', async () => {
    await connector.untilInSync();
    const directory = await connector.receiver('directory');
    const grades = Object.fromEntries(
      directory.entries.map((row) => [`${row['category']}/${row['uscc'] ?? row['certNo']}`, row['grade']]),
    );
    for (const [key, grade] of Object.entries(grades)) {
      const [category = '', id = ''] = key.split('/');
      const known = [...everyone, { id: '810000199003070015', name: '港籍居民' }].find(
        (one) => one.id === id,
      );
      expect(await connector.grade(subjectOf({ id, name: known?.name ?? '' }, category)), key).toMatchObject({
        grade,
      });
    }
    expect(Object.keys(grades)).toHaveLength(7);
    expect(directory.violations).toEqual([]);
    await connector.client.call('POST', '/v1/receivers/directory/reconciliation');
    await until('the reconciliation is done', () =>
      connector.log().includes('"event":"reconciliation.done"'),
    );
    expect(connector.log()).toMatch(/"receiver":"directory","compared":7,"differences":0,"strangers":0/);
  });

  it('never writes a name or a number of anybody into keys, messages or logs', async () => {
    await expectNobodyNamed(connector, everyone);
  });
});
