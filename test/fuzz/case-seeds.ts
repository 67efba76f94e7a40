import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../../lib/shared/source.ts';
import type { Seed } from './seeds.ts';

const folder = join(import.meta.dirname, '../fixtures/cases');

/** Files of shapes that senders reported, with the number of their records. */
const cases: Readonly<Record<string, readonly [source: Source, records: number]>> = {
  '00-registry.csv': ['registry', 310],
  '102-yuan-in-wan-column.csv': ['market-supervision', 2],
  '120c-nurses-quoted.txt': ['registry', 1],
  '14a-number-plain.csv': ['market-supervision', 2],
  '14b-number-guarded.csv': ['market-supervision', 2],
  '153-crlf-a.csv': ['market-supervision', 1],
  '16-placeholder-number.csv': ['market-supervision', 2],
  '17-baidu.json': ['court', 2],
  '18-mask-of-nineteen.json': ['court', 1],
  '153-crlf-b.xlsx': ['market-supervision', 1],
  '35-inline-v-is.xlsx': ['market-supervision', 1],
  '43f-SharedStrings.xlsx': ['market-supervision', 1],
  '45-formula.xlsx': ['market-supervision', 1],
  '46-merged.xlsx': ['market-supervision', 2],
};

export const caseSeeds = (): Seed[] =>
  Object.entries(cases).map(([name, [source, records]]) => ({
    source,
    format: `case ${name}`,
    bytes: readFileSync(join(folder, name)),
    records,
  }));
