import type { CheckFinding } from '../../feeds/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { evidenceFault, tableFor } from '../../scoring/index.ts';
import { isGraded } from '../../shared/category.ts';
import { dayOf, yearOf } from '../../shared/day.ts';

/**
 * Checks at intake whether the bureau's finding can be scored by the table of the cycle in which it counts. A finding
 * from before the regulation is checked by the table in force today.
 */
export const checkFinding =
  ({ clock }: Pick<Runtime, 'clock'>): CheckFinding =>
  ({ category, decidedOn }, { kind: _, ...finding }) => {
    const cycles = [decidedOn, dayOf(clock())].map(yearOf);
    const [table] = isGraded(category) ? cycles.flatMap((cycle) => tableFor(category, cycle) ?? []) : [];
    if (!table)
      return { code: 'wrong-category', field: 'category', message: `${category} has no indicator table` };
    const fault = evidenceFault(table, finding);
    return fault && { ...fault, code: fault.code === 'invalid-case' ? 'invalid-figure' : fault.code };
  };
