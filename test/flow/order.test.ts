import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import type { Source } from '../../lib/shared/source.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import {
  boss,
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

/** The same penalty as `penalty(2, …)`, in the template of 2015: no code of its authority, no amount. */
function firstForm(number: number, subject: { id: string; name: string }): object {
  const { CF_XDR_MC, CF_XDR_SHXYM, CF_WSH, CF_SY, CF_YJ, CF_JDRQ, CF_CFJG } = penalty(number, subject);
  return {
    ...{ CF_WSH, CF_SY, CF_YJ, CF_XDR_MC, CF_XDR_SHXYM, CF_JDRQ },
    ...{ CF_CFMC: '处罚', CF_BM: 'Z1', CF_CFLB1: '罚款', CF_CFLB2: '', CF_JG: '罚款人民币2000元' },
    ...{ CF_XDR_ZDM: '', CF_XDR_GSDJ: '', CF_XDR_SWDJ: '', CF_XDR_SFZ: '', CF_FR: '测试甲' },
    ...{ CF_XZJG: CF_CFJG, CF_ZT: '0', DFBM: '540100', SJC: '2026/03/05', BZ: '' },
  };
}

/** A change of the list of 失信被执行人. */
function listed(number: number, who: { id: string; name: string }, change: object = {}): object {
  return {
    iname: who.name,
    caseCode: `（2025）藏0102执${number}号`,
    cardNum: who.id,
    businessEntity: '',
    courtName: '拉萨市城关区人民法院',
    partyTypeName: who.id.startsWith('1') ? '1' : '0',
    publishDate: '2025-03-01',
    ...{ state: '新增', updateDate: '2025-03-01' },
    ...change,
  };
}

const discipline = {
  ...{ 姓名: doctor.name, 身份证号: doctor.id, 工作单位及职务: hospital.name, 处分类别: '记过' },
  ...{
    处分决定文号: '藏纪处〔2026〕2号',
    处分日期: '2026-04-01',
    处分机关: '中共拉萨市纪律检查委员会',
    影响期: '',
  },
};

/**
 * Records that affect each other: amendments, revocations, links, listings, suspensions. Of two that contradict each other
 * the one received first counts, so they are no part of this (`npm run metamorphic` has them).
 */
const records: readonly (readonly [Source, object])[] = [
  ...registry.map((row) => ['registry', row] as const),
  ['market-supervision', penalty(1, pharmacy)],
  ['market-supervision', penalty(2, pharmacy, { CF_CFLB: '罚款', CF_NR_FK: 0.2 })],
  ['market-supervision', penalty(3, stranger)],
  ['market-supervision', penalty(4, hospital)],
  ['health-commission', penalty(5, doctor, { CF_CFJG: '拉萨市卫生健康委员会', CF_CFLB: '吊销许可证件' })],
  ['medical-insurance', finding(1, { category: 'doctor', ...doctor }, 'dr.complaint', { count: 2 })],
  [
    'medical-insurance',
    finding(1, { category: 'doctor', ...doctor }, 'dr.complaint', {
      count: 3,
      status: '变更',
      decidedOn: '2026-05-20',
    }),
  ],
  ['medical-insurance', finding(2, { category: 'insured-person', ...patient }, 'ip.crime')],
  [
    'medical-insurance',
    finding(2, { category: 'insured-person', ...patient }, 'ip.crime', {
      status: '撤销',
      decidedOn: '2026-06-01',
    }),
  ],
  [
    'medical-insurance',
    finding(3, { category: 'insured-person', ...doctor }, 'ip.impersonation', { amount: '4000' }),
  ],
  [
    'medical-insurance',
    finding(4, { category: 'insured-person', ...doctor }, 'ip.drug-resale', {
      amount: '3000',
      decidedOn: '2026-06-02',
    }),
  ],
  ['medical-insurance', finding(5, { category: 'nurse', ...nurse }, 'nu.fraud-conviction')],
  [
    'medical-insurance',
    finding(6, { category: 'pharmacy', ...pharmacy }, 'ph.recovered-amount', { amount: '300' }),
  ],
  ['market-supervision', firstForm(2, pharmacy)],
  ['court', listed(1, boss)],
  ['court', listed(1, boss, { state: '屏蔽', updateDate: '2025-12-01' })],
  ['court', listed(2, hospital, { publishDate: '2026-04-01' })],
  ['court', listed(2, hospital, { publishDate: '2026-04-01', state: '撤销', updateDate: '2026-05-01' })],
  ['discipline-inspection', discipline],
];

let connector: Connector | undefined;
afterEach(async () => {
  await connector?.stop();
  connector = undefined;
});

/** Sends the records one by one and returns the final state: files without times and rows, and both receivers. */
async function stateAfter(order: readonly (readonly [Source, object])[]): Promise<unknown> {
  connector = await startConnector();
  for (const [source, record] of order) {
    const run = await connector.submit(source, [record]);
    expect(run.received).toBe(run.accepted + run.duplicates + run.unmatched + run.quarantined);
  }
  await connector.untilInSync();
  const files: Record<string, unknown> = {};
  for (const { category, scheme, id } of registry as unknown as {
    category: never;
    scheme: never;
    id: string;
  }[]) {
    const file = (await connector.file({ category, scheme, id })) as Record<string, never>;
    const [current] = file['scoreSheets'] as unknown as { sheet: object }[];
    files[`${category}/${id}`] = {
      standing: grade(file['standing'] ?? {}),
      sanctions: file['sanctions'],
      sheet: withoutOrigin(current?.sheet),
    };
  }
  const state = {
    files,
    directory: (await connector.receiver('directory')).entries
      .map(
        ({ category, uscc, certNo, grade: letter, sanctions }) =>
          `${category}/${uscc ?? certNo}/${letter}/${JSON.stringify(sanctions)}`,
      )
      .sort(),
    settlement: (await connector.receiver('settlement')).entries
      .map(({ certno, kind, begndate, enddate }) => `${certno}/${kind}/${begndate}/${enddate}`)
      .sort(),
  };
  await connector.stop();
  connector = undefined;
  return state;
}

const grade = ({ score, grade: letter, vetoed }: Record<string, unknown>) => ({ score, letter, vetoed });

const withoutOrigin = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    ['run', 'row', 'fileSha256'].includes(key) ? undefined : inner,
  );

it('the same records in any order, and twice over, give equal files and equal receivers', async () => {
  const expected = await stateAfter(records);
  expect(JSON.stringify(expected)).toContain(everyone[0]?.id);
  const shuffles = fc.sample(fc.shuffledSubarray([...records], { minLength: records.length }), {
    numRuns: 2,
    seed: 42,
  });
  for (const order of shuffles) expect(await stateAfter(order)).toEqual(expected);
  expect(await stateAfter([...(shuffles[0] ?? []), ...records])).toEqual(expected);
});
