import type { CheckFinding } from '../../feeds/index.ts';
import { type FileOnlyFinding, fileOnlyFindings } from '../../regulation/file-only-findings.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { evidenceFault, tableFor } from '../../scoring/index.ts';
import { type Category, isGraded } from '../../shared/category.ts';
import { dayOf, yearOf } from '../../shared/day.ts';

/**
 * Checks at intake whether the bureau's finding can be scored by the table of the cycle in which it counts. A finding
 * from before the regulation is checked by the table in force today.
 */
export const checkFinding =
  ({ clock }: Pick<Runtime, 'clock'>): CheckFinding =>
  ({ category, decidedOn }, { kind: _, ...finding }) => {
    const fileOnly = fileOnlyFindings.get(finding.indicator);
    if (fileOnly) return fileOnlyFault(category, finding, fileOnly);
    const cycles = [decidedOn, dayOf(clock())].map(yearOf);
    const [table] = isGraded(category) ? cycles.flatMap((cycle) => tableFor(category, cycle) ?? []) : [];
    if (!table)
      return { code: 'wrong-category', field: 'category', message: `${category} has no indicator table` };
    const fault = evidenceFault(table, finding);
    return fault && { ...fault, code: fault.code === 'invalid-case' ? 'invalid-figure' : fault.code };
  };

const figures = ['amount', 'months', 'value', 'level'] as const;

/** What is wrong with a finding that no table has a row for. It may have a number of cases, and no other figure. */
function fileOnlyFault(
  category: Category,
  finding: { readonly indicator: string } & { readonly [Figure in (typeof figures)[number]]?: unknown },
  { categories }: FileOnlyFinding,
): ReturnType<CheckFinding> {
  const { indicator } = finding;
  if (!categories.includes(category)) {
    const message = `${indicator} is a finding about ${categories.join(', ')}, not about ${category}`;
    return { code: 'wrong-category', field: 'indicator', message };
  }
  const field = figures.find((figure) => finding[figure] !== undefined);
  return field && { code: 'invalid-figure', field, message: `${indicator}: evidence carries no ${field}` };
}
