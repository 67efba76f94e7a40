import { decisionFact } from '../../lib/application/intake/facts.ts';
import type { Envelope, Kept } from '../../lib/application/intake/sort-rows.ts';
import { arrivalOf } from '../../lib/application/quarantine/resolve-row.ts';
import { openRow } from '../../lib/application/quarantine/row-content.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { QuarantineStore } from '../../lib/feeds/quarantine.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { inParallel } from '../../lib/shared/in-parallel.ts';
import type { RowReading } from '../../schemas/record.ts';

/** Rows of a batch that an attempt before this one let wait. */
export interface WaitingBefore {
  readonly outcomes: readonly Kept[];
  /** What the decisions among them are about. */
  readonly facts: readonly { readonly party: PartyKey; readonly fact: DecisionFact }[];
}

/**
 * The rows that wait, or that an officer decided on since. They are not taken again: what the rows say may be acceptable by
 * now, and the officer would decide about a row that is in effect already.
 */
export async function waitingBefore(
  readings: readonly RowReading[],
  { runId }: Pick<Envelope, 'runId'>,
  { quarantine, vault }: { quarantine: Pick<QuarantineStore, 'read'>; vault: Vault },
): Promise<WaitingBefore> {
  const outcomes: Kept[] = [];
  const facts: WaitingBefore['facts'][number][] = [];
  await inParallel(readings, async (reading) => {
    const waiting = await quarantine.read(runId, reading.row);
    if (!waiting) return;
    const { row, findings, template } = waiting;
    outcomes.push({ kind: 'quarantined', row, findings, template, content: openRow(vault, waiting) });
    if (reading.kind === 'record' && reading.record.type === 'decision')
      facts.push(decisionFact(reading.record, arrivalOf(waiting), vault));
  });
  return { outcomes, facts };
}
