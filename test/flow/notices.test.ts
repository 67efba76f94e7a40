import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../infra/cli/client.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import { type Connector, startConnector, until } from '../support/connector.ts';
import { layoutOf, seenOn } from '../support/pdf-layout.ts';
import { doctor, finding, hospital, nurse, patient, pharmacy, registry } from '../support/records.ts';

/**
 * Notices and forms as the subject gets them: the bureau of the prefecture, its telephone, its numbers, and how long
 * something was public. The clock starts on Tuesday, 2026-06-30. Lhasa has a telephone, the region has none.
 */
let connector: Connector;
let officers: Record<'first' | 'second', Client>;
let attachments: { form: string; proofs: string[]; commitment: string };
beforeAll(async () => {
  connector = await startConnector({ NOTICE_BUREAUS: '{"5401":{"phone":"0891-6300000"}}' });
  officers = {
    first: await connector.as('first'),
    second: await connector.as('second'),
  };
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

type Subject = { readonly id: string; readonly name: string };
type Shown = { id: string; state: string; decision: { serial: string } };

const post = (path: string, body: object, officer: Client = officers.first): Promise<Shown> =>
  officer.call('POST', path, body) as Promise<Shown>;
const asking = (one: Subject, category: string) => {
  const scheme = category === 'pharmacy' || category === 'medical-institution' ? 'uscc' : 'resident-id';
  return {
    subject: { scheme, id: one.id, category },
    applicant: { capacity: 'self', scheme, ...one, contact: '139' },
    grounds: '不服',
  };
};
const repairOf = (one: Subject, category: string, number: number) => ({
  ...asking(one, category),
  decisions: [{ documentNumber: `藏医保查〔2026〕${number}号`, authority: '西藏自治区医疗保障局' }],
  attachments,
});
const refused = { verdict: 'refused', reason: '不符合', ground: 'other', article: '第二十八条' };

const get = async (path: string, token?: string): Promise<{ status: number; bytes: Uint8Array }> => {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await fetch(`${connector.apiUrl}${path}`, { headers });
  return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
};
const noticeOf = async (path: string) =>
  get(`${path}/notice`, await connector.token('first', 'casework:write'));
const wordsOf = ({ bytes }: { bytes: Uint8Array }): string =>
  seenOn(layoutOf(bytes))
    .map(({ text }) => text)
    .join('\n');

describe('a form', () => {
  it.each(['objection', 'repair', 'repair-guide'])(
    '%s is printed by anybody, the same each time',
    async (name) => {
      const form = await get(`/v1/forms/${name}`);
      expect(form.status).toBe(200);
      expect(wordsOf(form)).toMatch(/^(异议信息处理申请表|附件3\n信用修复申请表|信用修复告知)/);
      expect((await get(`/v1/forms/${name}`)).bytes).toEqual(form.bytes);
    },
  );

  it('that does not exist is not found', async () => {
    const { status, bytes } = await get('/v1/forms/annex-9');
    expect([status, JSON.parse(Buffer.from(bytes).toString()).code]).toEqual([404, 'unknown-form']);
  });

  it('is handed in like any other attachment', async () => {
    const bearer = await connector.token('first', 'casework:write');
    const handIn = async (form: string): Promise<string> => {
      const answer = await fetch(`${connector.apiUrl}/v1/attachments/${form}.pdf`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/pdf' },
        body: Buffer.from((await get(`/v1/forms/${form}`)).bytes),
      });
      return ((await answer.json()) as { attachmentId: string }).attachmentId;
    };
    attachments = {
      form: await handIn('repair'),
      proofs: [await handIn('objection')],
      commitment: await handIn('repair-guide'),
    };
    expect(attachments.form).toMatch(/^[\w-]+$/);
  });
});

describe('a notice', () => {
  it('has a number that the bureau gives once a year, whoever it is for', async () => {
    await connector.submit('medical-insurance', [
      finding(1, { category: 'pharmacy', ...pharmacy }, 'ph.interview', { count: 1 }),
      finding(2, { category: 'medical-institution', ...hospital }, 'mi.interview', { count: 1 }),
      finding(3, { category: 'doctor', ...doctor }, 'dr.complaint', { count: 1 }),
      finding(4, { category: 'nurse', ...nurse }, 'nu.inaccurate-records', { count: 1 }),
      finding(5, { category: 'insured-person', ...patient }, 'ip.unpaid-copayment', { count: 1 }),
    ]);
    await connector.untilInSync();
    const serials: string[] = [];
    for (const [one, category, number] of [
      [pharmacy, 'pharmacy', 1],
      [hospital, 'medical-institution', 2],
      [doctor, 'doctor', 3],
      [nurse, 'nurse', 4],
      [patient, 'insured-person', 5],
    ] as const) {
      const { id } = await post('/v1/repairs', repairOf(one, category, number));
      serials.push((await post(`/v1/repairs/${id}/decision`, refused)).decision.serial);
    }
    // Pharmacy, hospital and its staff are in Lhasa; of the insured person no division is known, so the region answers.
    expect(serials).toEqual(['2026-0001', '2026-0002', '2026-0003', '2026-0004', '2026-0001']);
    const { id } = await post('/v1/objections', asking(pharmacy, 'pharmacy'));
    const upheld = await post(`/v1/objections/${id}/decision`, { verdict: 'refused', reason: '属实' });
    expect(upheld.decision.serial).toBe('2026-0005');
    const reply = wordsOf(await noticeOf(`/v1/objections/${id}`));
    expect(reply).toContain('拉萨市医疗保障局');
    expect(reply).not.toMatch(/编号|经办人|2026-0005/);
  });

  it('of a refused repair names the bureau of the prefecture and its telephone, and how to repair', async () => {
    const { repairs } = (await connector.file(asking(pharmacy, 'pharmacy').subject as never)) as {
      repairs: Shown[];
    };
    const words = wordsOf(await noticeOf(`/v1/repairs/${repairs[0]?.id}`));
    expect(words).toContain('编号：2026-0001');
    expect(words).toContain('向拉萨市医疗保障局提出异议申请');
    expect(words).toContain('经办人电话：0891-6300000');
    expect(words).toContain('单位名称（公章）：拉萨市医疗保障局');
    expect(words).toMatch(/送达：拉萨测试大药房有限公司第1页共2页[\s\S]*\n信用修复告知\n/);
  });

  it('is not issued without the telephone that the annex prints, and says which setting is missing', async () => {
    const { repairs } = (await connector.file(asking(patient, 'insured-person').subject as never)) as {
      repairs: Shown[];
    };
    const { status, bytes } = await noticeOf(`/v1/repairs/${repairs[0]?.id}`);
    const { code, detail } = JSON.parse(Buffer.from(bytes).toString()) as { code: string; detail: string };
    expect([status, code]).toEqual([409, 'phone-missing']);
    expect(detail).toContain('西藏自治区医疗保障局');
    expect(detail).toContain('NOTICE_BUREAUS: {"54":{"phone":"…"}}, or NOTICE_PHONE');
  });
});

describe('已披露 on a confirmation', () => {
  const findings: readonly [string, object][] = [
    ['ph.policies', { count: 1 }], // −5
    ['ph.risk-control', { count: 1 }], // −6
    ['ph.training', { count: 1 }], // −6
    ['ph.management', { count: 1 }], // −5
    ['ph.drug-management', { count: 1 }], // −5
    ['ph.recovered-amount', { amount: '1000' }], // −7
    ['ph.circular', { count: 3 }], // −4
  ];

  const publish2026 = async (): Promise<void> => {
    const path = '/v1/cycles/2026';
    const cycle = async () => (await connector.client.call('GET', path)) as CycleView;
    const inPhase = (phase: CycleView['phase']) =>
      until(`2026 is in ${phase}`, async () => (await cycle()).phase === phase);
    await officers.first.call('POST', `${path}/evaluation`);
    await inPhase('review');
    const { rehearsal } = await cycle();
    await officers.second.call('POST', `${path}/release`, { rehearsal, reason: '核对无误' });
    await inPhase('published');
    await connector.untilInSync();
  };

  const confirmed = async (one: Subject, category: string, number: number): Promise<string> => {
    const { id } = await post('/v1/repairs', repairOf(one, category, number));
    const granting = { verdict: 'granted', reason: '已整改' };
    const { state } = await post(`/v1/repairs/${id}/decision`, granting);
    if (state === 'proposed') await post(`/v1/repairs/${id}/decision`, granting, officers.second);
    connector.pass(10);
    const path = `/v1/repairs/${id}`;
    await until('the repair is in effect', async () => {
      return ((await officers.first.call('GET', path)) as Shown).state === 'repaired';
    });
    const notice = await noticeOf(path);
    expect((await noticeOf(path)).bytes).toEqual(notice.bytes);
    return wordsOf(notice);
  };

  it('counts from the publication of the E, not from the decision', async () => {
    const one = { category: 'pharmacy', ...pharmacy };
    await connector.submit(
      'medical-insurance',
      findings.map(([indicator, figures], index) => finding(11 + index, one, indicator, figures)),
    );
    // 244 days after 2026-06-30.
    connector.pass(244);
    expect(connector.today()).toBe('2027-03-01');
    await publish2026();
    expect(await connector.grade({ scheme: 'uscc', ...pharmacy })).toMatchObject({
      grade: 'E',
      state: 'published',
    });
    // 111 days on. Published on 2027-03-01, applied for on 2027-06-20: three whole months. Decided on 2026-05-04.
    connector.pass(111);
    expect(connector.today()).toBe('2027-06-20');
    const words = await confirmed(pharmacy, 'pharmacy', 12);
    expect(words).toContain(
      '经核实，不良信息主体已履行法定责任和义务，社会不良影响基本消除。至申请日，不良信息已披露0年3个月，期间未产生新的记入信用档案的同类不良信息。',
    );
    expect(words).toContain('编号：2027-0001');
    expect(words).toContain('单位（盖章）：拉萨市医疗保障局');
  });

  it('is no figure where nothing was public: a nurse is in no disclosure', async () => {
    const words = await confirmed(nurse, 'nurse', 4);
    expect(words).toContain('至申请日，不良信息未向社会公开披露，期间未产生');
    expect(words).toContain('单位（盖章）：拉萨市医疗保障局');
  });
});
