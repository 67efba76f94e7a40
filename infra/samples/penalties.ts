import { usccCheck } from '../../lib/shared/identifiers.ts';
import { type Institution, makePopulation, type Person, type Population } from './population.ts';
import type { Random } from './random.ts';
import type { DateMaker } from './sample-file.ts';

interface Penalty {
  readonly name: string;
  readonly uscc: string;
  readonly certNumber: string;
  readonly documentNumber: string;
  readonly behaviour: string;
  readonly kinds: string;
  readonly content: string;
  readonly fineWan: string;
  readonly confiscatedWan: string;
  readonly decidedOn: string;
  readonly authority: readonly [name: string, id: string];
}

const authorities = {
  market: ['西藏自治区市场监督管理局', '11540000MB0T123451'],
  health: ['西藏自治区卫生健康委员会', '11540000MB0T543210'],
} as const;

export interface PenaltyOptions {
  readonly random: Random;
  readonly dates: DateMaker;
  readonly population: Population;
  /** Persons who are punished too. The market-supervision file has none. */
  readonly people: readonly Person[];
}

export function penaltyRows(count: number, options: PenaltyOptions): Penalty[] {
  const { random, people } = options;
  const rows: Penalty[] = [];
  for (let index = 0; index < count; index++) {
    const again = rows.length > 5 && random.chance(0.03) ? random.pick(rows) : undefined;
    rows.push(again ?? spoiled(penalty(index, options), random));
  }
  return people.length > 0 ? rows : rows.filter(({ certNumber }) => certNumber === '');
}

function penalty(index: number, { random, dates, population, people }: PenaltyOptions): Penalty {
  const isHealth = people.length > 0;
  const person = isHealth && random.chance(0.5) ? random.pick(people) : undefined;
  const institution = person ? undefined : punished(random, population, isHealth);
  const fine = (200 + random.below(300) * 100) / 10_000;
  const [kinds, content, fineWan, confiscatedWan] = random.pick([
    ['警告', '给予警告', '', ''],
    ['罚款', `罚款人民币${Math.round(fine * 10_000)}元`, String(fine), ''],
    ['警告；罚款', `警告，罚款人民币${Math.round(fine * 10_000)}元`, String(fine), ''],
    ['罚款；没收违法所得、没收非法财物', '罚款并没收违法所得', String(fine), '0.15'],
    ['责令停产停业', '责令停业整顿', '', ''],
    ['暂扣许可证件', '暂扣许可证三个月', '', ''],
    ['其他-不予行政处罚', '不予行政处罚', '', ''],
  ] as const);
  return {
    name: person?.name ?? institution?.name ?? '',
    uscc: institution?.id ?? '',
    certNumber: person?.id ?? '',
    documentNumber: `${isHealth ? '藏卫罚' : '藏市监处罚'}〔2026〕${index + 1}号`,
    behaviour: isHealth ? '违反诊疗规范' : '违反药品经营质量管理规范',
    kinds,
    content,
    fineWan,
    confiscatedWan,
    decidedOn: dates().replaceAll('-', '/'),
    authority: isHealth ? authorities.health : authorities.market,
  };
}

/** Who is punished. One in five is not a subject of the bureau: a shop that sells no medicine. */
function punished(
  random: Random,
  { institutions }: Population,
  isHealth: boolean,
): Pick<Institution, 'name' | 'id'> {
  if (random.chance(0.2)) {
    const [stranger] = makePopulation(random, {
      hospitals: 0,
      pharmacies: 1,
      doctors: 0,
      nurses: 0,
      pharmacists: 0,
      insured: 0,
    }).institutions;
    if (stranger) return { name: `${stranger.name}百货`, id: strangerId(random) };
  }
  const wanted = isHealth ? 'medical-institution' : 'pharmacy';
  const usual = institutions.filter(({ category }) => category === wanted);
  return random.pick(random.chance(0.8) && usual.length > 0 ? usual : institutions);
}

/** A 统一社会信用代码 that belongs to no subject. */
export function strangerId(random: Random): string {
  const body = `92540102MA7${String(random.below(900_000) + 100_000)}`;
  return body + usccCheck(body);
}

/** Adds a fault that real exports have to about one row of twelve. */
function spoiled(row: Penalty, random: Random): Penalty {
  if (!random.chance(0.08)) return row;
  return random.pick([
    {
      ...row,
      ...(row.uscc
        ? { uscc: `${row.uscc.slice(0, -1)}${row.uscc.endsWith('0') ? '1' : '0'}` }
        : { certNumber: `${row.certNumber.slice(0, 10)}****${row.certNumber.slice(-4)}` }),
    },
    { ...row, decidedOn: '2026/02/30' },
    { ...row, decidedOn: '2099/12/31' },
    { ...row, kinds: '行政拘留' },
    { ...row, kinds: '暂扣或者吊销许可证、暂扣或者吊销执照' },
    { ...row, kinds: '罚款', fineWan: '' },
    { ...row, kinds: '警告', fineWan: '0.5' },
    { ...row, kinds: '罚款', fineWan: '-0.2' },
    { ...row, documentNumber: '' },
  ]);
}

/** Columns of a 双公示 file about institutions. */
export const legalHeader = [
  '行政相对人名称',
  '行政相对人代码_1 (统一社会信用代码)',
  '行政相对人代码_2 (工商注册号)',
  '行政相对人代码_3 (组织机构代码)',
  '行政相对人代码_4 (税务登记号)',
  '行政相对人代码_5 (事业单位证书号)',
  '行政相对人代码_6 (社会组织登记证号)',
  '法定代表人',
  '法定代表人身份证号',
  '行政处罚决定书文号',
  '违法行为类型',
  '违法事实',
  '处罚依据',
  '处罚类别',
  '处罚内容',
  '罚款金额 (万元)',
  '没收违法所得、没收非法财物的金额 (万元)',
  '暂扣或吊销证照名称及编号',
  '处罚决定日期',
  '处罚有效期',
  '公示截止期',
  '处罚机关',
  '处罚机关统一社会信用代码',
  '数据来源单位',
  '数据来源单位统一社会信用代码',
  '备注',
];
export const mergedHeader = [
  ...legalHeader.slice(0, 9),
  '证件类型',
  '证件号码',
  ...legalHeader.slice(9, 15),
  '处罚金额（万元）',
  '没收违法所得、没收非法财务的金额（万元）',
  ...legalHeader.slice(17),
  '数据导出时间',
];

const decisionCells = (row: Penalty): string[] => [
  row.documentNumber,
  row.behaviour,
  '检查中发现',
  '《基本医疗保险管理规定》',
  row.kinds,
  row.content,
  row.fineWan,
  row.confiscatedWan,
  row.kinds.includes('许可证') ? '经营许可证' : '',
  row.decidedOn,
  '2099/12/31',
  '2099/12/31',
  row.authority[0],
  row.authority[1],
  row.authority[0],
  row.authority[1],
  '',
];

export const legalRow = (row: Penalty): string[] => [
  row.name,
  row.uscc,
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  ...decisionCells(row),
];
export const mergedRow = (row: Penalty): string[] => [
  row.name,
  row.uscc,
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  row.certNumber ? '居民身份证' : '',
  row.certNumber,
  ...decisionCells(row),
  '2026-11-01',
];
