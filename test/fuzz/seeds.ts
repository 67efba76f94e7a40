import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Random } from '../../infra/samples/random.ts';
import type { Template } from '../../lib/feeds/feed.ts';
import { feeds } from '../../lib/feeds/sources.ts';
import type { Source } from '../../lib/shared/source.ts';
import { inEveryFormat } from '../support/formats.ts';
import { caseSeeds } from './case-seeds.ts';

/** A valid file, and the number of records in it. */
export interface Seed {
  readonly source: Source;
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly records: number;
}

/** Cells as authorities fill them, valid and invalid. */
const cells = [
  '',
  '',
  '91540100MA6T1000XP',
  '540102198503120013',
  '54042119991015005x',
  '5401021985****0013',
  '9.13E+17',
  'H54010200001',
  '拉萨测试大药房有限公司',
  '测试甲·乙',
  '藏市监处罚〔2026〕12号',
  '(2019)皖1122执1194号',
  '2026/05/22',
  '2026-5-2',
  '20260501',
  '2026年5月1日',
  '2099/12/31',
  '46143',
  '0.2',
  '20000',
  '-1',
  '警告',
  '罚款；没收违法所得、没收非法财物',
  '暂扣或者吊销许可证、暂扣或者吊销执照',
  '法人及非法人组织',
  '自然人',
  '身份证',
  '定点零售药店',
  '统一社会信用代码',
  'ph.fine',
  '西藏自治区市场监督管理局',
  '=1+1',
  '-1+1',
  'a,b;c|d\te',
  '一\n二',
  '<b>&',
  '１２',
  '\u200B名',
  '藏文 བོད།',
  '𠮷\uE816',
];

/** A file of a template in each format, and some variants of packing a workbook. */
export function makeSeeds(random: Random): Seed[] {
  const made = Object.values(feeds).flatMap(({ source, templates }) =>
    templates.flatMap((template) => {
      const rows = Array.from({ length: 1 + random.below(12) }, () => rowOf(template, random));
      const table = [headerOf(template), ...rows];
      return Object.entries(inEveryFormat).flatMap(([format, write]): Seed[] => {
        const seed = { source, format, bytes: write(table), records: rows.length };
        return unpackedToo(seed);
      });
    }),
  );
  return [...made, ...archivesOf(made, random), ...caseSeeds().flatMap((seed) => unpackedToo(seed))];
}

/** Archives of files of one source, as a person packs them: each file becomes a run of its own. */
const archivesOf = (made: readonly Seed[], random: Random): Seed[] =>
  [...Map.groupBy(made, ({ source }) => source)].flatMap(([source, seeds]) =>
    [0, 6].map((level): Seed => {
      const packed = Array.from({ length: 2 + random.below(3) }, () => random.pick(seeds));
      const files = packed.map(({ bytes }, place) => [`报送/第${place + 1}份.csv`, bytes] as const);
      return {
        source,
        format: level === 0 ? 'archive, not compressed' : 'archive',
        bytes: zipSync(Object.fromEntries(files), { level: level as 0 | 6 }),
        records: packed.reduce((sum, { records }) => sum + records, 0),
      };
    }),
  );

/** Names of columns that are also valid as an element name. */
const headerOf = ({ columns }: Template): string[] =>
  Object.values(columns).map(
    ({ names }) => names.find((name) => /^[\p{L}_]+$/u.test(name)) ?? names[0] ?? '',
  );

/** A row that is not blank, because blank rows do not count in a table. */
const rowOf = ({ columns }: Template, random: Random): string[] => [
  'x',
  ...Object.keys(columns)
    .slice(1)
    .map(() => random.pick(cells)),
];

/** A workbook is tried unpacked as well. */
const unpackedToo = (seed: Seed): Seed[] =>
  seed.bytes[0] === 0x50 && seed.bytes[1] === 0x4b
    ? [seed, { ...seed, format: `${seed.format} unpacked`, bytes: stored(seed.bytes) }]
    : [seed];

/** Not compressed, so that mutations reach the XML inside. */
const stored = (bytes: Uint8Array): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strToU8(strFromU8(part))] as const),
    ),
    { level: 0 },
  );
