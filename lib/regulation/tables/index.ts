import type { GradedCategory } from '../../shared/category.ts';
import type { Indicator, IndicatorTable } from '../indicator-table.ts';
import { versionsOf } from '../table-versions.ts';
import { annex6 } from './annex-6.medical-institution.ts';
import { annex7 } from './annex-7.pharmacy.ts';
import { annex8 } from './annex-8.pharmacist.ts';
import { annex9 } from './annex-9.doctor.ts';
import { annex10 } from './annex-10.nurse.ts';
import { annex11 } from './annex-11.insured-person.ts';

/**
 * Every version of every table, oldest first. The changes of a row are in the row itself. An annex that is replaced as a
 * whole is a second file, listed after the first.
 */
export const tables: Readonly<Record<GradedCategory, readonly IndicatorTable[]>> = {
  'medical-institution': [annex6].flatMap(versionsOf),
  pharmacy: [annex7].flatMap(versionsOf),
  pharmacist: [annex8].flatMap(versionsOf),
  doctor: [annex9].flatMap(versionsOf),
  nurse: [annex10].flatMap(versionsOf),
  'insured-person': [annex11].flatMap(versionsOf),
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

/** The category whose table has an indicator, in any version. */
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

/** Whether the table of a cycle has a row for an indicator. `version`: the version that a publication froze. */
export function takesIndicator(
  indicator: string,
  { category, cycle, version }: { category: GradedCategory; cycle: number; version?: string | undefined },
): boolean {
  const table = version ? tableOfVersion(category, version) : tableFor(category, cycle);
  return table === undefined || rowsOf(table).has(indicator);
}

/** Indicators of a table that compare a value with those of peers, and among whom. */
export const comparedIndicators = (table: IndicatorTable): ReadonlyMap<string, 'all' | 'same-level'> =>
  new Map(
    table.indicators.flatMap(({ code, rule }) =>
      rule.kind === 'peer-coefficient' ? [[code, rule.among ?? 'all'] as const] : [],
    ),
  );
