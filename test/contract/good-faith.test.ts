import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showFile } from '../../functions/show-file/show-file.ts';
import { registrationEntry } from '../../lib/application/intake/facts.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import type { Origin } from '../../lib/credit-file/facts/fact.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import type { Category } from '../../lib/shared/category.ts';
import { usccCheck } from '../../lib/shared/identifiers.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { fileAnswer } from '../../schemas/file.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { boss, doctor, hospital, pharmacy } from '../support/records.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Basic and good-faith information of a file (第十条), and the institution that a document names, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const schemeOf = (category: Category) =>
  category === 'medical-institution' || category === 'pharmacy' ? 'uscc' : 'resident-id';

const registered = (
  category: Category,
  subject: { id: string; name: string },
  said: object = {},
): RegistrationRecord =>
  ({
    type: 'registration',
    subject: { category, scheme: schemeOf(category), ...subject },
    status: 'active',
    ...said,
  }) as RegistrationRecord;

let documents = 0;
const found = (
  category: Category,
  subject: { id: string; name: string },
  {
    authority = '拉萨市医疗保障局',
    decidedOn = '2026-12-01',
    employerId,
    ...content
  }: Record<string, unknown>,
): DecisionRecord =>
  ({
    type: 'decision',
    subject: { category, scheme: schemeOf(category), ...subject },
    documentNumber: `拉医保〔2026〕${++documents}号`,
    authority: { name: authority, kind: 'medical-insurance' },
    decidedOn,
    status: 'original',
    content: { kind: 'finding', ...content },
    usage: 'public',
    ...(employerId !== undefined && { employerId }),
  }) as DecisionRecord;

let institutions = 0;
const institution = (name: string): { id: string; name: string } => {
  const body = `91540100MA6TC${String(++institutions).padStart(4, '0')}`;
  return { id: `${body}${usccCheck(body)}`, name };
};

/** Intake and files on a day. */
function open(today = '2026-12-10') {
  const intake = openIntake(real.table);
  const runtime = { ...intake.runtime, clock: () => new Date(`${today}T02:00:00Z`) };
  const show = async (category: Category, { id }: { id: string }) =>
    fileAnswer.parse(
      JSON.parse(
        JSON.stringify(
          await showFile({ scheme: schemeOf(category), id, category, reason: '核对' }, 'tests', {
            runtime: { ...runtime, newId: () => crypto.randomUUID() },
            folders: intake.folders,
            receipts: createReceiptStore(real.table),
            vault: intake.vault,
            scorer: scoreCase,
            policy: policyOf({ env: {} }),
          }),
        ),
      ),
    );
  return { ...intake, show };
}

describe('good faith in a file', () => {
  it('is every commendation, with authority, level and document, and no dishonesty', async () => {
    const { keep, show } = open();
    await keep(registered('nurse', boss));
    await keep(
      found('nurse', boss, {
        indicator: 'good-faith.commendation',
        authority: '城关区人民政府',
        authorityLevel: 'county',
      }),
    );
    const file = await show('nurse', boss);
    expect(file.goodFaith).toMatchObject([
      {
        documentNumber: expect.stringContaining('拉医保'),
        authority: '城关区人民政府',
        content: { indicator: 'good-faith.commendation', authorityLevel: 'county' },
      },
    ]);
    expect([file.dishonesty, file.measured]).toEqual([[], []]);
    expect(file.standing).toMatchObject({ grade: 'A', score: '100.00' });
  });

  it('gains a point where a table has a row and the authority is on the list', async () => {
    const { keep, show } = open();
    const clinic = institution('堆龙德庆区测试卫生室');
    await keep(registered('medical-institution', clinic));
    await keep(found('medical-institution', clinic, { indicator: 'mi.change-filing' }));
    await keep(
      found('medical-institution', clinic, {
        indicator: 'good-faith.commendation',
        authority: '堆龙德庆区医疗保障局',
      }),
    );
    expect((await show('medical-institution', clinic)).standing).toMatchObject({ score: '98.00' });
    await keep(found('medical-institution', clinic, { indicator: 'good-faith.commendation', count: 1 }));
    const file = await show('medical-institution', clinic);
    expect(file.standing).toMatchObject({ score: '99.00' });
    expect(file.goodFaith.map((entry) => ('indicator' in entry ? entry['indicator'] : 'document'))).toEqual([
      'mi.commendation',
      'document',
      'document',
    ]);
    expect(file.dishonesty).toMatchObject([{ content: { indicator: 'mi.change-filing' } }]);
  });

  it('is apart from measured values and surveys, which are neither', async () => {
    const { keep, show } = open();
    await keep(registered('medical-institution', hospital));
    for (const content of [
      { indicator: 'mi.inpatient-total-growth', value: '7' },
      { indicator: 'mi.patient-satisfaction', value: '92' },
      { indicator: 'mi.price-disclosure', level: 'full' },
      { indicator: 'mi.price-disclosure', level: 'none' },
    ])
      await keep(found('medical-institution', hospital, content));
    const file = await show('medical-institution', hospital);
    expect(file.measured.map(({ content: { indicator } }) => indicator).sort()).toEqual([
      'mi.inpatient-total-growth',
      'mi.patient-satisfaction',
      'mi.price-disclosure',
    ]);
    expect(file.dishonesty).toMatchObject([{ content: { level: 'none' } }]);
    expect(file.goodFaith).toEqual([]);
  });
});

describe('basic information in a file', () => {
  const particulars = { nature: '民营', practiceScope: '西药零售', filing: '藏药监备〔2024〕9号' };
  const legalRepresentative = { name: boss.name, residentId: boss.id };

  it('is what the registry says, the representative with a masked number; nothing of it is stored in the open', async () => {
    const { keep, show, folders, vault } = open();
    await keep(registered('pharmacy', pharmacy, { particulars, legalRepresentative }));
    const { basic } = await show('pharmacy', pharmacy);
    expect(basic).toMatchObject({
      ...particulars,
      legalRepresentative: { name: boss.name, id: '440524********0014' },
    });
    const { facts } = await folders.readFolder(vault.partyKey('uscc', pharmacy.id));
    expect(JSON.stringify(facts)).not.toMatch(/民营|西药|440524|测试甲/);
  });

  it('changes with the registry, and what a later entry leaves out stays', async () => {
    const { keep, show } = open();
    const shop = { id: '92540102MA6TA0B17J', name: '城关区无名小店' };
    const said = (change: object) => registered('pharmacy', shop, { particulars: change });
    expect(await keep(said(particulars), '2026-06-01')).toEqual({ kind: 'accepted' });
    expect(await keep(said(particulars), '2026-07-01')).toEqual({ kind: 'duplicate' });
    expect(await keep(said({ nature: '国有' }), '2026-08-01')).toEqual({ kind: 'accepted' });
    expect((await show('pharmacy', shop)).basic).toMatchObject({ ...particulars, nature: '国有' });
  });

  it('of an entry of an earlier release gets its representative with the next one, once', async () => {
    const { keep, show, folders, vault } = open();
    const older = institution('拉萨旧大药房');
    const again = registered('pharmacy', older, { legalRepresentative });
    const origin = { run: 'OLD', row: 1, receivedAt: '2026-05-01T02:00:00Z', source: 'registry' } as Origin;
    const { party, entry } = registrationEntry(again, origin, vault);
    const { representativeIdentity: _none, ...before } = entry.fact;
    await folders.addFact(party, before);
    expect(await keep(again, '2026-06-01')).toEqual({ kind: 'accepted' });
    expect(await keep(again, '2026-07-01')).toEqual({ kind: 'duplicate' });
    expect((await show('pharmacy', older)).basic.legalRepresentative).toEqual({
      name: boss.name,
      id: '440524********0014',
    });
  });
});

describe('the institution that a document names', () => {
  it('is reached alone; two rows that name different ones contradict each other', async () => {
    const { keep, show } = open();
    const [first, second] = [hospital, institution('拉萨第二测试医院')];
    for (const one of [first, second]) await keep(registered('medical-institution', one));
    for (const { id: employerId } of [first, second])
      await keep(registered('doctor', doctor, { employment: { employerId } }));
    const complaint = found('doctor', doctor, { indicator: 'dr.complaint', employerId: second.id });
    expect(await keep(complaint)).toEqual({ kind: 'accepted' });
    expect((await show('medical-institution', second)).reachedBy).toMatchObject([
      { matter: 'physician-sanctioned' },
    ]);
    expect((await show('medical-institution', first)).reachedBy).toEqual([]);
    expect(await keep({ ...complaint, employerId: first.id })).toMatchObject({ kind: 'quarantined' });
    expect(await keep(complaint)).toEqual({ kind: 'duplicate' });
  });

  it("is one case of ph.pharmacist-suspension for the bureau's own handling of its pharmacist", async () => {
    const { keep, show } = open();
    const shop = institution('拉萨第四大药房');
    const pharmacist = { id: '540121199007150022', name: '格桑卓玛' };
    await keep(registered('pharmacy', shop));
    await keep(registered('pharmacist', pharmacist, { employment: { employerId: shop.id } }));
    await keep(found('pharmacist', pharmacist, { indicator: 'pt.service-suspended' }));
    const file = await show('pharmacist', pharmacist);
    expect(file.standing).toMatchObject({ score: '100.00', grade: 'A' });
    expect(file.dishonesty).toMatchObject([{ content: { indicator: 'pt.service-suspended' } }]);
    expect((await show('pharmacy', shop)).standing).toMatchObject({ score: '98.75' });
  });
});
