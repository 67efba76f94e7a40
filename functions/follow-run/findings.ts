import type * as z from 'zod';
import type { QuarantineStore } from '../../lib/feeds/quarantine.ts';
import type { Run } from '../../lib/feeds/run.ts';
import type { findingsAnswer } from '../../schemas/api.ts';
import { explain, sentencesOf } from '../../schemas/reasons/reason.ts';
import { rowReasons } from '../../schemas/reasons/rows/index.ts';
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
    if (last && shown.length === rowsAPage) return { findings: shown.flatMap(viewsOf), next: last.row };
    shown.push(waiting);
  }
  return { findings: shown.flatMap(viewsOf) };
}

const viewsOf = ({ row, findings }: { row: number; findings: readonly RowFinding[] }) =>
  findings.map(({ column, code }) => {
    const reason = explain(rowReasons, code);
    return { row, ...(column && { column }), code, title: reason.title, explanation: sentencesOf(reason) };
  });
