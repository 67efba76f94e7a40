import type { Envelope, Kept } from '../../lib/application/intake/sort-rows.ts';
import { findingAwaitsConfirmation } from '../../lib/application/quarantine/awaits-confirmation.ts';
import { decisionOf } from '../../lib/application/quarantine/resolve-row.ts';
import type { RowContent } from '../../lib/application/quarantine/row-content.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { MatchStore } from '../../lib/feeds/list.ts';
import {
  parseRowId,
  type QuarantinedRow,
  type QuarantineStore,
  type RowId,
  reasonOf,
  rowIdOf,
} from '../../lib/feeds/quarantine.ts';
import { rowText } from '../../lib/feeds/same-row.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';

export interface ReplaceDeps {
  readonly runtime: Runtime;
  readonly quarantine: QuarantineStore;
  readonly vault: Vault;
}

/** What the row that waits last for a text is stored under. */
const last = 'last';

/**
 * A row that its sender sends again, still wrong, waits once: the one of the latest run takes the place of the earlier one,
 * in whichever order their batches come. Rows of one run wait each, because their numbers differ for the sender.
 */
export async function replaceRepeated(
  outcomes: readonly Kept[],
  envelope: Envelope,
  deps: ReplaceDeps & { readonly matches: MatchStore },
): Promise<void> {
  for (const outcome of outcomes) {
    const said = outcome.kind === 'quarantined' && textOf(outcome, envelope);
    if (!said) continue;
    const same = `row.${deps.vault.digest(said)}`;
    await takeLastPlace(same, { runId: envelope.runId, row: outcome.row }, deps);
  }
}

async function takeLastPlace(
  same: string,
  own: RowId,
  deps: ReplaceDeps & { readonly matches: MatchStore },
): Promise<void> {
  const { matches } = deps;
  for (;;) {
    const holder = await matches.waits(same, last, rowIdOf(own));
    const other = parseRowId(holder);
    if (!other || other.runId === own.runId) return;
    if (other.runId > own.runId) return replaceWaiting(own, other, deps);
    // First the row, then the place: after a crash in between, this is done once more.
    await replaceWaiting(other, own, deps);
    if (await matches.waitsInstead(same, last, { of: holder, now: rowIdOf(own) })) return;
  }
}

/**
 * Ends the waiting of a row in whose place a later one waits. A row that an officer decided on stays as decided, and one
 * that waits for a second officer stays.
 */
export async function replaceWaiting(
  { runId, row }: RowId,
  later: RowId,
  { runtime, quarantine, vault }: ReplaceDeps,
): Promise<void> {
  const waiting = await quarantine.read(runId, row);
  if (waiting?.state !== 'waiting' || reasonOf(waiting) === findingAwaitsConfirmation.code) return;
  const saying = {
    kind: 'replaced',
    by: waiting.by,
    at: runtime.clock().toISOString(),
    said: { by: rowIdOf(later) },
  } as const;
  const decision = decisionOf(waiting, saying, { facts: [], vault });
  await quarantine.replace({
    ...waiting,
    state: 'dismissed',
    decisions: [...waiting.decisions, decision],
  });
}

/** The row that waits in the place of this one, or this one. Runs only become later, so that the search ends. */
export async function standingRow(
  id: RowId,
  { quarantine, vault }: Pick<ReplaceDeps, 'quarantine' | 'vault'>,
): Promise<QuarantinedRow | undefined> {
  let row = await quarantine.read(id.runId, id.row);
  for (;;) {
    const decision = row?.decisions.at(-1);
    if (row?.state !== 'dismissed' || decision?.kind !== 'replaced') return row;
    const { by = '' } = JSON.parse(vault.open(decision.said as Sealed, rowIdOf(row))) as { by?: string };
    const next = parseRowId(by);
    if (!next || next.runId <= row.runId) return row;
    row = await quarantine.read(next.runId, next.row);
  }
}

/**
 * What makes a quarantined row the same. Undefined for rows that wait once already: whose subject is known in part, that
 * wait for a second officer, that may continue another file.
 */
function textOf(
  { template = '', content = {}, ...outcome }: Extract<Kept, { kind: 'quarantined' }>,
  { source, by }: Envelope,
): string | undefined {
  const { cells, candidate, registration, record }: RowContent = content;
  if (candidate || registration || outcome.findings[0]?.code === findingAwaitsConfirmation.code)
    return undefined;
  const text = cells ? rowText({ source, template }, cells) : record && JSON.stringify(record);
  return text && JSON.stringify([source, by, text]);
}
