import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDeps } from '../../functions/handle-cases/case-deps.ts';
import { decideObjection } from '../../functions/handle-cases/decide-objection.ts';
import { fileObjection } from '../../functions/handle-cases/file-objection.ts';
import { objectionNotice } from '../../functions/issue-notices/issue-notice.ts';
import { showFile } from '../../functions/show-file/show-file.ts';
import { objectionView } from '../../lib/application/cases/case-views.ts';
import { noticeNumbering } from '../../lib/application/cases/notice-number.ts';
import { letterheadOf } from '../../lib/application/settings/letterhead.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { type Category, isInstitution } from '../../lib/shared/category.ts';
import { addDays, day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import { createNoticeNumberStore } from '../../lib/store/notice-number-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import type { ObjectionRequest } from '../../schemas/cases.ts';
import { fileAnswer } from '../../schemas/file.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { publicationFact } from '../support/facts.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Objections that ask for a right value or for missing good faith (Art. 20). The clock starts on 2026-06-30. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let subjects = 0;
const subjectOf = (category: Category): { id: string; name: string } => {
  const number = ++subjects;
  const [uscc, person] = [`91540100MA6TD${String(number).padStart(4, '0')}`, `5401021985020${1000 + number}`];
  return isInstitution(category)
    ? { id: `${uscc}${usccCheck(uscc)}`, name: '拉萨测试医院' }
    : { id: `${person}${residentIdCheck(person)}`, name: '次仁扎西' };
};

const commended = {
  documentNumber: '拉医保表〔2025〕1号',
  authority: '拉萨市医疗保障局',
  authorityLevel: 'prefecture',
  decidedOn: day('2025-09-10'),
} as const;

async function open(category: Category) {
  const intake = openIntake(real.table, { FIRST_CYCLE: '2025' });
  const { folders, vault, ports, keep, runtime } = intake;
  const scheme = isInstitution(category) ? ('uscc' as const) : ('resident-id' as const);
  const one = subjectOf(category);
  const party = vault.partyKey(scheme, one.id);
  const subject = { category, scheme, ...one };
  await keep({ type: 'registration', subject, status: 'active' });
  const finding = (number: number, content: object, change: Partial<DecisionRecord> = {}) =>
    keep({
      type: 'decision',
      subject,
      documentNumber: `文〔2025〕${number}号`,
      authority: { kind: 'medical-insurance', name: '医保局' },
      decidedOn: day('2025-05-05'),
      status: 'original',
      content: { kind: 'finding', ...content },
      usage: 'public',
      ...change,
    } as DecisionRecord);
  const publish = async () => {
    if (category !== 'medical-institution') return;
    const { facts } = await folders.readFolder(party);
    const publication = publicationFact(2025, facts, category);
    await folders.addFact(party, { ...publication, publishedOn: day('2026-06-25') });
    await projectParty(party, ports);
  };
  const deps: CaseDeps = {
    ...intake,
    waiting: createWaitingStore(real.table),
    receipts: createReceiptStore(real.table),
    numberNotice: noticeNumbering({
      numbers: createNoticeNumberStore(real.table),
      letterhead: letterheadOf({ env: {} }),
    }),
    deadlines: {
      deadlineAfter: async (event, workingDays) => ({ on: addDays(event, workingDays), provisional: false }),
    },
  };
  const object = (asks: Partial<ObjectionRequest>) =>
    fileObjection(
      {
        subject: { scheme, id: one.id, category },
        applicant: { capacity: 'self', scheme, ...one },
        grounds: '不服',
        ...asks,
      },
      'clerk',
      deps,
    );
  const decide = async (number: string, said: object, by = 'officer') =>
    decideObjection(
      `${category}.${party}.${number}`,
      { verdict: 'upheld', reason: '属实', ...said },
      by,
      deps,
    );
  const shown = async () =>
    fileAnswer.parse(
      JSON.parse(
        JSON.stringify(
          await showFile({ scheme, id: one.id, category, reason: '核对' }, 'tests', {
            runtime: { ...runtime, newId: () => crypto.randomUUID() },
            folders,
            receipts: createReceiptStore(real.table),
            vault,
            scorer: scoreCase,
            policy: policyOf({ env: { FIRST_CYCLE: '2025' } }),
          }),
        ),
      ),
    );
  const published = async () => (await folders.readFile({ party, category }))?.published?.[0];
  return { ...intake, party, finding, publish, object, decide, shown, published };
}

describe('an objection to the result of a hospital', () => {
  it('is upheld with the right value and the missing commendation, in the file, the sheet and the notice', async () => {
    const { finding, publish, object, decide, shown, published, vault, folders, party } =
      await open('medical-institution');
    await finding(1, { indicator: 'mi.patient-satisfaction', value: '55' }); // −2.5
    await finding(2, { indicator: 'mi.rectification', count: 3 }); // −4
    await publish();
    expect(await published()).toMatchObject({ cycle: 2025, score: '93.50' });
    const corrections = [{ indicator: 'mi.patient-satisfaction', value: '92' }];
    await object({ cycle: 2025, corrections, additions: [commended] });
    const { one } = await decide('2025-1', {});
    expect(await published()).toMatchObject({ score: '97.00' });
    expect(objectionView(one, party, vault)).toMatchObject({
      corrections,
      additions: [commended],
      decision: { verdict: 'upheld', struckOut: [], corrections, additions: [commended] },
    });
    const file = await shown();
    expect(file.measured).toMatchObject([
      { content: { value: '55' }, status: 'struck-out', countsNotSince: '2026-06-30' },
      {
        documentNumber: '异议信息处理结果反馈单（2026-0001）',
        authority: '西藏自治区医疗保障局',
        content: { indicator: 'mi.patient-satisfaction', value: '92' },
        status: 'standing',
      },
    ]);
    expect(file.goodFaith).toContainEqual(
      expect.objectContaining({ documentNumber: commended.documentNumber, authority: commended.authority }),
    );
    const line = JSON.stringify(file.scoreSheets[0]);
    expect(line).toContain('异议信息处理结果反馈单（2026-0001）');
    const notice = objectionNotice(one, {
      folder: await folders.readFolder(party),
      vault,
      letterhead: letterheadOf({ env: {} }),
      scorer: scoreCase,
      policy: policyOf({ env: {} }),
    });
    expect(notice).toMatchObject({
      remark: '“患者评价”指标值更正为92。补充守信信息：2025年9月10日，拉萨市医疗保障局，拉医保表〔2025〕1号',
    });
  });

  it('counts a commendation once, also when its record comes in after the publication', async () => {
    const { finding, publish, object, decide, published, folders, party } = await open('medical-institution');
    await finding(2, { indicator: 'mi.rectification', count: 3 });
    await publish();
    await object({ cycle: 2025, additions: [commended] });
    await decide('2025-1', {});
    const { documentNumber, authority: name, authorityLevel, decidedOn } = commended;
    await finding(
      3,
      { indicator: 'good-faith.commendation', authorityLevel },
      { documentNumber, authority: { name, kind: 'medical-insurance' }, decidedOn },
    );
    expect(await published()).toMatchObject({ score: '97.00' });
    for (const [number, indicator] of ['rectification', 'circular', 'interview'].entries())
      await finding(number + 4, { indicator: `mi.${indicator}`, count: 5 }, { decidedOn: day('2026-05-05') });
    const file = await folders.readFile({ party, category: 'medical-institution' });
    // Of 2026 alone: the commendation of 2025 is not carried on as a late one.
    expect(file?.gradeInForce).toMatchObject({ cycle: 2026, score: '88.00' });
  });

  it.each([
    [{ corrections: [{ indicator: 'mi.rectification', value: '1' }] }, 'invalid-correction'],
    [{ corrections: [{ indicator: 'mi.patient-satisfaction', value: '101' }] }, 'invalid-correction'],
    [{ corrections: [{ indicator: 'ph.fine', value: '1' }] }, 'invalid-correction'],
    [{ additions: [{ ...commended, decidedOn: day('2026-01-02') }] }, 'invalid-addition'],
    [{ additions: [commended, { ...commended, documentNumber: '拉医保表[2025]1号' }] }, 'invalid-addition'],
  ])('takes no %j', async (asks, code) => {
    const { publish, object } = await open('medical-institution');
    await publish();
    await expect(object({ cycle: 2025, ...asks })).rejects.toMatchObject({ status: 400, code });
  });
});

it('a proposal is confirmed whole, and nothing else than what it says', async () => {
  const { finding, object, decide, shown, vault, party } = await open('insured-person');
  await finding(1, { indicator: 'ip.crime' }, { decidedOn: day('2026-05-05') }); // a veto: twelve months
  const added = { ...commended, decidedOn: day('2026-03-03') };
  const named = { documentNumber: '文〔2025〕1号', authority: '医保局' };
  await object({ decisions: [named], additions: [added] });
  const { one } = await decide('2026-1', {});
  expect(objectionView(one, party, vault)).toMatchObject({
    state: 'proposed',
    proposal: { struckOut: [named], additions: [added] },
  });
  expect((await shown()).goodFaith).toEqual([]);
  await expect(decide('2026-1', { decisions: [named] }, 'second')).rejects.toMatchObject({
    code: 'differs-from-proposal',
  });
  await decide('2026-1', {}, 'second');
  const file = await shown();
  expect(file.goodFaith).toMatchObject([{ documentNumber: added.documentNumber }]);
  expect(file.standing).toMatchObject({ grade: 'A', score: '100.00' });
});
