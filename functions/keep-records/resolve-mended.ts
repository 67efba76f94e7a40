import { findingAwaitsConfirmation } from '../../lib/application/quarantine/awaits-confirmation.ts';
import {
  contradictingFact,
  decisionOf,
  factIdOf,
  takeBack,
} from '../../lib/application/quarantine/resolve-row.ts';
import type { IntakePorts } from '../../lib/credit-file/save-projection.ts';
import { parseRowId, type QuarantineStore, rowIdOf } from '../../lib/feeds/quarantine.ts';
import type { RowOutcome } from '../../lib/feeds/run.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { RowReading } from '../../schemas/record.ts';
import type { Envelope } from './sort-rows.ts';

/**
 * Resolves the original rows of an answer file whose corrected rows were accepted: they no longer wait for an officer.
 */
export async function resolveMended(
  { readings, outcomes }: { readings: readonly RowReading[]; outcomes: readonly RowOutcome[] },
  { runId, source, by }: Envelope,
  deps: { runtime: Runtime; quarantine: QuarantineStore; vault: Vault; ports: IntakePorts },
): Promise<void> {
  const taken = new Set(outcomes.filter(isUnderstood).map(({ row }) => row));
  for (const reading of readings) {
    if (reading.kind !== 'record' || !reading.mends || !taken.has(reading.row)) continue;
    const id = parseRowId(reading.mends);
    const mended = id && (await deps.quarantine.read(id.runId, id.row));
    // Only the agency that sent a row can correct it, and a decision of an officer is not overridden.
    if (mended?.state !== 'waiting' || mended.source !== source || mended.by !== by) continue;
    const at = deps.runtime.clock().toISOString();
    const said = { by: rowIdOf({ runId, row: reading.row }) };
    const fact = contradictingFact(mended, deps.vault);
    // A row that is sent back unchanged decides nothing about the contradiction.
    if (fact && fact === factIdOf(reading.record, mended, deps.vault)) continue;
    if (fact) await takeBack(mended, fact, { by, at, reason: 'mended by its sender' }, deps);
    const decision = decisionOf(mended, { kind: 'mended', by, at, said }, { facts: [], vault: deps.vault });
    await deps.quarantine.replace({
      ...mended,
      state: 'dismissed',
      decisions: [...mended.decisions, decision],
    });
  }
}

/** A finding that waits for a second officer is understood: it waits in place of the row that it corrects. */
const isUnderstood = (outcome: RowOutcome): boolean =>
  outcome.kind !== 'quarantined' || outcome.findings[0]?.code === findingAwaitsConfirmation.code;
