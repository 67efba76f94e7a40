import type { Population } from './population.ts';
import type { Random } from './random.ts';
import { csv, type SampleFile } from './sample-file.ts';

const registryHeader = [
  '主体类别',
  '标识类型',
  '标识',
  '名称',
  '医保编码',
  '机构等级',
  '行政区划',
  '法定代表人',
  '法定代表人证件号码',
  '任职机构统一社会信用代码',
  '任职开始',
  '任职结束',
  '状态',
];
/** The bureau's names of the subject categories. */
export const categoryNames: Readonly<Record<string, string>> = {
  'medical-institution': '定点医疗机构',
  pharmacy: '定点零售药店',
  doctor: '医师',
  nurse: '护士',
  pharmacist: '药师',
  'insured-person': '参保人',
};

/** The subjects as a registry file, with a wrong check digit in some rows. */
export function registryFile({ institutions, people }: Population, random: Random): SampleFile {
  const rows = [
    ...institutions.map((one) => [
      categoryNames[one.category] ?? '',
      '统一社会信用代码',
      one.id,
      one.name,
      one.code,
      one.level,
      one.division,
      one.representative.name,
      one.representative.id,
      '',
      '',
      '',
      '正常',
    ]),
    ...people.map((one) => [
      categoryNames[one.category] ?? '',
      '居民身份证',
      one.id,
      one.name,
      one.code,
      '',
      one.division,
      '',
      '',
      one.employer ?? '',
      one.employer ? '2020-01-01' : '',
      '',
      '正常',
    ]),
  ].map((cells) => (random.chance(0.006) ? withWrongCheckDigit(cells, 2) : cells));
  return {
    source: 'registry',
    name: 'registry.csv',
    bytes: new TextEncoder().encode(`\uFEFF${csv([registryHeader, ...rows])}`),
    rows: rows.length,
  };
}

/** The row with a typing error in the last character of a cell. */
const withWrongCheckDigit = (cells: readonly string[], index: number): string[] =>
  cells.map((cell, at) => (at === index ? cell.slice(0, -1) + (cell.endsWith('1') ? '2' : '1') : cell));
