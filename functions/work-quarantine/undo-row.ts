import { entryOf } from '../../lib/application/quarantine/candidates.ts';
import { decisionOf, putBack, takeBack } from '../../lib/application/quarantine/resolve-row.ts';
import { openRow } from '../../lib/application/quarantine/row-content.ts';
import { awaitsSecondOfficer, takingBack } from '../../lib/application/quarantine/second-officer.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type ActedRow, actOf, busy, type DecideDeps, proposed, sayingOf } from './row-acts.ts';

/** Undoes a correction or dismissal: the facts it added are withdrawn, and the row waits again. @throws Problem 409 */
export async function undoRow(
  row: QuarantinedRow,
  { reason, by }: { reason: string; by: string },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault, quarantine, runs, matches, ports } = deps;
  const last = row.decisions.at(-1);
  if (row.state !== 'corrected' && row.state !== 'dismissed') {
    throw new Problem(409, 'not-decided', 'Nothing was decided about this row that could be undone.');
  }
  const { candidate } = openRow(vault, row);
  const added = last?.kind === 'dismissal' ? [] : (last?.facts ?? []);
  if (added.some((fact) => fact.split('/')[1]?.startsWith('R.'))) {
    throw new Problem(
      409,
      'not-undoable',
      'An entry of the registry is not undone, nor is a succession that it brought. Send the right entry instead.',
    );
  }
  const back = last?.kind === 'dismissal' ? last.facts : [];
  const effects = [
    ...(await takingBack(added, row, ports.store)),
    ...(await takingBack(back, row, ports.store, false)),
  ];
  const proposal = await awaitsSecondOfficer(actOf('undo', row, ''), { by, effects }, deps);
  if (proposal) return proposed(row, proposal, deps);
  const saying = sayingOf('undo', { reason }, { by, runtime });
  const undone = { by, at: saying.at, reason };
  for (const fact of added) await takeBack(row, fact, undone, deps);
  for (const fact of back) await putBack(row, fact, undone, deps);
  await runs.resolveRow(row.runId, { row: row.row, batch: row.batch });
  if (candidate) await matches.write(entryOf(candidate, vault), undefined);
  const decisions = [...row.decisions, decisionOf(row, saying, { facts: added, vault })];
  const written = await quarantine.replace({ ...row, state: 'waiting', decisions });
  if (!written) throw busy();
  runtime.log.info('row.undone', { runId: row.runId, row: row.row, by });
  return { row: written };
}
