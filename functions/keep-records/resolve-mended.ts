import type { Envelope } from '../../lib/application/intake/sort-rows.ts';
import { findingAwaitsConfirmation } from '../../lib/application/quarantine/awaits-confirmation.ts';
import {
  contradictingFact,
  decisionOf,
  factIdOf,
  takeBack,
} from '../../lib/application/quarantine/resolve-row.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import { parseRowId, type QuarantinedRow, type RowId, rowIdOf } from '../../lib/feeds/quarantine.ts';
import type { RowOutcome } from '../../lib/feeds/run.ts';
import type { RowReading } from '../../schemas/record.ts';
import { type ReplaceDeps, replaceWaiting, standingRow } from './replace-repeated.ts';

/**
 * Resolves the original rows of an answer file that was sent back: a row that was accepted corrects its original, and one
 * that is still wrong waits in its place. Either way the original no longer waits for an officer.
 */
export async function resolveMended(
  { readings, outcomes }: { readings: readonly RowReading[]; outcomes: readonly RowOutcome[] },
  envelope: Envelope,
  deps: MendDeps,
): Promise<void> {
  const became = new Map(outcomes.map((outcome) => [outcome.row, outcome]));
  for (const reading of readings) {
    const outcome = became.get(reading.row);
    const original = outcome && (await originalOf(reading, envelope, deps));
    if (!original) continue;
    const later = { runId: envelope.runId, row: reading.row };
    if (!isUnderstood(outcome)) await replaceWaiting(original, later, deps);
    // Of a row that is known in part, a duplicate says that another row waits for the same decision: maybe the original.
    else if (reading.kind === 'record' || outcome.kind !== 'duplicate')
      await mend(original, { reading, later, by: envelope.by }, deps);
  }
}

interface MendDeps extends ReplaceDeps {
  readonly ports: IntakePorts;
}

/**
 * The row that a row of an answer corrects. It came in an earlier run, so that no two rows of a file can end each other's
 * waiting. Only the agency that sent a row can correct it, and a decision of an officer is not overridden.
 */
async function originalOf(
  { mends }: RowReading,
  { runId, source, by }: Envelope,
  deps: MendDeps,
): Promise<QuarantinedRow | undefined> {
  const id = mends === undefined ? undefined : parseRowId(mends);
  if (!id || id.runId >= runId) return undefined;
  const original = await standingRow(id, deps);
  const isOwn = original?.source === source && original.by === by && original.runId < runId;
  return isOwn && original.state === 'waiting' ? original : undefined;
}

async function mend(
  original: QuarantinedRow,
  { reading, later, by }: { reading: RowReading; later: RowId; by: string },
  deps: MendDeps,
): Promise<void> {
  const { runtime, quarantine, vault } = deps;
  const at = runtime.clock().toISOString();
  const said = { by: rowIdOf(later) };
  const fact = contradictingFact(original, vault);
  // A row that is sent back unchanged decides nothing about the contradiction.
  if (fact && reading.kind === 'record' && fact === factIdOf(reading.record, original, vault)) return;
  if (fact) await takeBack(original, fact, { by, at, reason: 'mended by its sender' }, deps);
  const decision = decisionOf(original, { kind: 'mended', by, at, said }, { facts: [], vault });
  await quarantine.replace({
    ...original,
    state: 'dismissed',
    decisions: [...original.decisions, decision],
  });
}

/** A finding that waits for a second officer is understood: it waits in place of the row that it corrects. */
const isUnderstood = (outcome: RowOutcome): boolean =>
  outcome.kind !== 'quarantined' || outcome.findings[0]?.code === findingAwaitsConfirmation.code;
