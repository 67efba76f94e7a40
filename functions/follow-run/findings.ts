import type * as z from 'zod';
import { findingViews } from '../../lib/application/intake/run-views.ts';
import type { QuarantineStore } from '../../lib/feeds/quarantine.ts';
import type { Run } from '../../lib/feeds/run.ts';
import type { findingsAnswer } from '../../schemas/api.ts';
import type { RowFinding } from '../../schemas/record.ts';
import { afterRow } from './answer-page.ts';

const rowsAPage = 200;

/** Why rows of a run were not accepted. @throws Problem 400 */
export async function findingsOf(
  { runId }: Run,
  after: string | undefined,
  { quarantine }: { quarantine: Pick<QuarantineStore, 'findings'> },
): Promise<z.infer<typeof findingsAnswer>> {
  const from = afterRow(after);
  const shown: { row: number; findings: readonly RowFinding[] }[] = [];
  for await (const waiting of quarantine.findings(runId)) {
    if (waiting.row <= from) continue;
    const last = shown.at(-1);
    if (last && shown.length === rowsAPage) return { findings: views(shown), next: last.row };
    shown.push(waiting);
  }
  return { findings: views(shown) };
}

const views = (shown: readonly { row: number; findings: readonly RowFinding[] }[]) =>
  shown.flatMap(({ row, findings }) => findingViews(row, findings));
