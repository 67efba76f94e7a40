import iconv from 'iconv-lite';
import { writeXlsx } from '../../lib/feeds/formats/write-xlsx.ts';
import type { Day } from '../../lib/shared/day.ts';
import { courtLists } from './court.ts';
import { findingsFile } from './findings.ts';
import { legalHeader, legalRow, mergedHeader, mergedRow, penaltyRows } from './penalties.ts';
import { makePopulation, type Size } from './population.ts';
import { createRandom } from './random.ts';
import { registryFile } from './registry.ts';
import { csv, dateMaker, type SampleFile } from './sample-file.ts';

export const demoSize: Size = {
  hospitals: 240,
  pharmacies: 180,
  doctors: 600,
  nurses: 420,
  pharmacists: 260,
  insured: 1100,
};

export interface SampleOptions {
  readonly seed: number;
  readonly today: Day;
  readonly size?: Size;
  /** Rows of each penalty file and of the findings. */
  readonly penalties?: number;
  readonly findings?: number;
}

/**
 * A registry, penalties of two authorities, the bureau's findings and a court's list of two weeks. Some rows have
 * faults as real rows have them.
 */
export function makeSamples({
  seed,
  today,
  size = demoSize,
  penalties = 260,
  findings = 320,
}: SampleOptions): SampleFile[] {
  const random = createRandom(seed);
  const population = makePopulation(random, size);
  const dates = dateMaker(random, today);
  const market = penaltyRows(penalties, { random, dates, population, people: [] });
  const staff = population.people.filter(({ category }) => category !== 'insured-person');
  const health = penaltyRows(Math.ceil(penalties / 2), { random, dates, population, people: staff });
  return [
    registryFile(population, random),
    {
      source: 'market-supervision',
      name: 'xzcf-scjg.csv',
      bytes: iconv.encode(csv([legalHeader, ...market.map(legalRow)]), 'gb18030'),
      rows: market.length,
    },
    {
      source: 'health-commission',
      name: 'xzcf-wjw.xlsx',
      bytes: writeXlsx([mergedHeader, ...health.map(mergedRow)]),
      rows: health.length,
    },
    findingsFile(findings, { random, dates, population }),
    ...courtLists({ random: createRandom(seed + 1), today, population }),
  ];
}
