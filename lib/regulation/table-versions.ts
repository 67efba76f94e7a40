import type { Day } from '../shared/day.ts';
import type { DatedIndicator, DatedTable, Indicator, IndicatorTable } from './indicator-table.ts';

/** Every version of a table, oldest first: the first one, and one for each day on which a row changes. */
export function versionsOf(table: DatedTable): IndicatorTable[] {
  const days = table.indicators.flatMap(amendmentsOf).map(({ from }) => from);
  return [...new Set([table.inForceFrom, ...days])].sort().map((on) => versionOn(table, on));
}

const amendmentsOf = ({ begins, changes = [], ends }: DatedIndicator) =>
  [begins, ...changes, ends].filter((amendment) => amendment !== undefined);

function versionOn({ indicators, citation, ...table }: DatedTable, on: Day): IndicatorTable {
  const amendedBy = indicators
    .flatMap(amendmentsOf)
    .filter(({ from }) => from <= on)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return {
    ...table,
    version: on,
    inForceFrom: on,
    citation: citationOf(citation, [...new Set(amendedBy.map((amendment) => amendment.citation))]),
    indicators: indicators.filter((row) => isInForce(row, on)).map((row) => rowOn(row, on)),
  };
}

/** `藏医保〔2023〕33号 附件7（经藏医保〔2026〕88号修改）`. */
const citationOf = (first: string, amendedBy: readonly string[]): string =>
  amendedBy.length === 0 ? first : `${first}（经${amendedBy.join('、')}修改）`;

const isInForce = ({ begins, ends }: DatedIndicator, on: Day): boolean =>
  (begins === undefined || begins.from <= on) && (ends === undefined || on < ends.from);

function rowOn({ begins: _begins, ends: _ends, changes = [], ...first }: DatedIndicator, on: Day): Indicator {
  let row: Indicator = first;
  for (const { from, citation: _citation, ...change } of changes) {
    if (from <= on) row = { ...row, ...change };
  }
  return row;
}
