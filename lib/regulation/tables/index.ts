import type { GradedCategory } from '../../shared/category.ts';
import type { Indicator, IndicatorTable } from '../indicator-table.ts';
import { annex6 } from './annex-6.medical-institution.ts';
import { annex7 } from './annex-7.pharmacy.ts';
import { annex8 } from './annex-8.pharmacist.ts';
import { annex9 } from './annex-9.doctor.ts';
import { annex10 } from './annex-10.nurse.ts';
import { annex11 } from './annex-11.insured-person.ts';

/** Every version of every table. A new version is a new file and a line here; the old ones stay. */
export const tables: Readonly<Record<GradedCategory, readonly IndicatorTable[]>> = {
  'medical-institution': [annex6],
  pharmacy: [annex7],
  pharmacist: [annex8],
  doctor: [annex9],
  nurse: [annex10],
  'insured-person': [annex11],
};

/** The table in force at the end of a cycle (natural year); undefined before the first came into force. */
export const tableFor = (category: GradedCategory, cycle: number): IndicatorTable | undefined =>
  tables[category].findLast(({ inForceFrom }) => inForceFrom <= `${cycle}-12-31`);

export const tableOfVersion = (category: GradedCategory, version: string): IndicatorTable | undefined =>
  tables[category].find((table) => table.version === version);

const categoriesOfCodes = new Map(
  Object.values(tables)
    .flat()
    .flatMap(({ category, indicators }) => indicators.map(({ code }) => [code, category] as const)),
);

/** The category whose tables know an indicator. */
export const categoryOfIndicator = (code: string): GradedCategory | undefined => categoriesOfCodes.get(code);

const rowsOfTables = new WeakMap<IndicatorTable, ReadonlyMap<string, Indicator>>();

/** The rows of a table by code. */
export function rowsOf(table: IndicatorTable): ReadonlyMap<string, Indicator> {
  const known = rowsOfTables.get(table);
  if (known) return known;
  const rows = new Map(table.indicators.map((row) => [row.code, row]));
  rowsOfTables.set(table, rows);
  return rows;
}

/** Indicators of a table that compare a value with those of peers, and among whom. */
export const comparedIndicators = (table: IndicatorTable): ReadonlyMap<string, 'all' | 'same-level'> =>
  new Map(
    table.indicators.flatMap(({ code, rule }) =>
      rule.kind === 'peer-coefficient' ? [[code, rule.among ?? 'all'] as const] : [],
    ),
  );
