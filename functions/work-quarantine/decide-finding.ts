import { awaitsConfirmation, proposersOf } from '../../lib/application/quarantine/awaits-confirmation.ts';
import { resolveRow } from '../../lib/application/quarantine/resolve-row.ts';
import { openRow } from '../../lib/application/quarantine/row-content.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { FindingDecisionRequest } from '../../schemas/api.ts';
import { dismissRow } from './dismiss-row.ts';
import { type ActedRow, alreadyDecided, busy, type DecideDeps, sayingOf } from './row-acts.ts';

/**
 * A second officer confirms a finding of the bureau that waits, or refuses it (Art. 12, 审核、确认). Once confirmed it counts,
 * from that day; refused it is kept as refused. A confirmed one that contradicts what was known waits for that reason.
 * @throws Problem 400, 403, 409
 */
export async function decideFinding(
  row: QuarantinedRow,
  { by, ...said }: FindingDecisionRequest & { readonly by: string },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault } = deps;
  if (row.state === 'corrected' || row.state === 'dismissed') throw alreadyDecided(row);
  const { record } = openRow(vault, row);
  if (!awaitsConfirmation(row) || !record) throw waitsOtherwise();
  if (proposersOf(row).includes(by)) throw sameOfficer();
  const about = { runId: row.runId, row: row.row, by };
  if (said.verdict === 'refused') {
    const refused = await dismissRow(row, { reason: said.reason, by }, deps);
    runtime.log.info('finding.refused', about);
    return refused;
  }
  const saying = sayingOf('confirmation', said, { by, runtime });
  const resolution = await resolveRow(row, { record, saying }, deps);
  if (resolution.kind === 'busy') throw busy();
  runtime.log.info('finding.confirmed', about);
  if (resolution.kind !== 'contradicts') return { row: resolution.row };
  return { row: (await deps.quarantine.read(row.runId, row.row)) ?? row };
}

/** What a second officer decides about is not decided by the routes of the quarantine. @throws Problem 409 */
export function refuseFinding(row: QuarantinedRow): void {
  if (!awaitsConfirmation(row)) return;
  throw new Problem(
    409,
    'finding-pending',
    'This finding waits for a second officer: POST /v1/findings/{id}/decision. To change it, have it refused and send it anew.',
  );
}

const waitsOtherwise = (): Problem =>
  new Problem(
    409,
    'no-finding-pending',
    'This row does not wait for a confirmation. See GET /v1/quarantine/{id}.',
  );

const sameOfficer = (): Problem =>
  new Problem(
    403,
    'same-officer',
    'Who sent or corrected a finding cannot decide about it. A second officer must.',
  );
