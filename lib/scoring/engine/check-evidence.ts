import type { Indicator, IndicatorTable } from '../../regulation/indicator-table.ts';
import { categoryOfIndicator, rowsOf } from '../../regulation/tables/index.ts';
import type { ScoringEvidence } from '../evidence.ts';
import { ruleOf } from '../rules/index.ts';
import type { EvidenceFigure } from '../rules/rule.ts';
import type { CaseError } from '../types.ts';

const figures = ['amount', 'months', 'value', 'level'] as const satisfies readonly EvidenceFigure[];

interface EvidenceFault extends CaseError {
  readonly code: Exclude<CaseError['code'], 'missing-peers'>;
  readonly field: keyof ScoringEvidence;
}

/** Why a table cannot score a piece of evidence, and the field at fault; undefined if it can. */
export function evidenceFault(table: IndicatorTable, evidence: ScoringEvidence): EvidenceFault | undefined {
  const row = rowsOf(table).get(evidence.indicator);
  return row ? figureFault(row, evidence) : indicatorFault(table, evidence.indicator);
}

function indicatorFault({ category, version }: IndicatorTable, indicator: string) {
  const owner = categoryOfIndicator(indicator);
  const unknown = (message: string) => ({ code: 'unknown-indicator', field: 'indicator', message }) as const;
  if (owner === undefined) return unknown(`${indicator} is no indicator of annexes 6 to 11`);
  if (owner === category) return unknown(`${indicator} is not in the table for ${category} of ${version}`);
  return {
    code: 'wrong-category',
    field: 'indicator',
    message: `${indicator} is an indicator of ${owner}, not of ${category}`,
  } as const;
}

function figureFault({ code, rule }: Indicator, evidence: ScoringEvidence) {
  const { needs, may, bounds } = ruleOf(rule).shapeOf?.(rule) ?? {};
  const invalid = (field: keyof ScoringEvidence, message: string) =>
    ({ code: 'invalid-case', field, message: `${code}: ${message}` }) as const;
  if (needs && evidence[needs] === undefined) return invalid(needs, `evidence needs ${needs}`);
  const other = figures.find((field) => evidence[field] !== undefined && field !== needs && field !== may);
  if (other) return invalid(other, `evidence carries no ${other}`);
  if (bounds && evidence.value !== undefined) {
    const value = Number(evidence.value);
    if (value < bounds.from || value > (bounds.to ?? Number.POSITIVE_INFINITY)) {
      return invalid(
        'value',
        `value must be ${bounds.to === undefined ? 'at least 0' : 'between 0 and 100'}`,
      );
    }
  }
  return undefined;
}
