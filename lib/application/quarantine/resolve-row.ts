import type { DecisionRecord, FeedRecord, RowFinding } from '../../../schemas/record.ts';
import type { Origin } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import {
  type QuarantinedRow,
  type QuarantineStore,
  type RowDecision,
  rowIdOf,
} from '../../feeds/quarantine.ts';
import type { RunStore } from '../../feeds/run.ts';
import type { Vault } from '../../runtime/vault.ts';
import { factOfRecord, type SuccessionAnswer, takeRecord } from '../intake/take-record.ts';
import { withdrawFact } from '../intake/withdraw-fact.ts';
import { correctionOf, findingAwaitsConfirmation, mustBeConfirmed } from './awaits-confirmation.ts';
import { brokenOffFacts, isFree } from './broken-off.ts';
import { openRow, sealRow } from './row-content.ts';

export { isFree } from './broken-off.ts';

export interface ResolveDeps {
  readonly runs: RunStore;
  readonly quarantine: QuarantineStore;
  readonly vault: Vault;
  readonly ports: IntakePorts;
}

/**
 * A decision on a row, by an officer or by a source whose reader has learned more. `said` is sealed when it is stored.
 */
export interface Saying {
  readonly kind: RowDecision['kind'];
  readonly by: string;
  readonly at: string;
  readonly said: unknown;
  /** True if nobody judged the row: it counts as it arrived, not as an officer's word. */
  readonly isAutomatic?: boolean;
}

export type Resolution =
  | { readonly kind: 'resolved'; readonly row: QuarantinedRow }
  | { readonly kind: 'contradicts'; readonly findings: readonly RowFinding[] }
  /** A finding of the bureau, which now waits for a second officer. */
  | { readonly kind: 'awaits-confirmation'; readonly row: QuarantinedRow }
  /** Another person is deciding on the row at this moment. */
  | { readonly kind: 'busy' };

/** What is made of a row: the record, and of a registry row that may continue another file, whether it does. */
interface Resolving {
  readonly record: FeedRecord;
  readonly saying: Saying;
  readonly succession?: SuccessionAnswer | undefined;
}

/**
 * Takes the record that was made of a quarantined row. The row records the decision before it takes effect, so that a
 * crash leaves no effect without its reason. Idempotent.
 */
export async function resolveRow(
  row: QuarantinedRow,
  { record, saying, succession }: Resolving,
  deps: ResolveDeps,
): Promise<Resolution> {
  const { runs, quarantine, vault } = deps;
  const origin = originOf(row, saying);
  const { party, fact } = factOfRecord(record, origin, vault);
  const decision = decisionOf(row, saying, { facts: [`${party}/${fact}`], vault });
  if (!isFree(row, decision)) return { kind: 'busy' };
  if (saying.kind !== 'confirmation' && mustBeConfirmed(record, row, deps.ports.policy.book))
    return letWait(row, { record, decision }, deps);
  const claimed = await quarantine.replace({
    ...row,
    state: 'deciding',
    decisions: [...row.decisions, decision],
  });
  if (!claimed) return { kind: 'busy' };
  await takeBackBrokenOff(row, decision, deps);
  const kept = await takeRecord(record, origin, deps, succession);
  if (kept.kind === 'quarantined') {
    const findings = kept.findings ?? [];
    const understood = record.type === 'decision' ? { record } : { registration: record };
    const content = { ...openRow(vault, row), ...understood };
    await quarantine.replace({
      ...claimed,
      content: sealRow(vault, row, content),
      decisions: row.decisions,
      findings,
      state: 'waiting',
    });
    return { kind: 'contradicts', findings };
  }
  await runs.resolveRow(row.runId, { row: row.row, batch: row.batch, became: kept.kind });
  const decisions = [...row.decisions, { ...decision, became: kept.kind }];
  const written = await quarantine.replace({ ...claimed, state: 'corrected', decisions });
  return written ? { kind: 'resolved', row: written } : { kind: 'busy' };
}

/** Notes what an officer or a source made of the row. It takes effect when a second officer confirms it. */
async function letWait(
  row: QuarantinedRow,
  { record, decision }: { record: DecisionRecord; decision: RowDecision },
  { quarantine, vault }: ResolveDeps,
): Promise<Resolution> {
  const written = await quarantine.replace({
    ...row,
    state: 'waiting',
    findings: [findingAwaitsConfirmation],
    content: sealRow(vault, row, { ...openRow(vault, row), record }),
    decisions: [...row.decisions, { ...decision, facts: [] }],
  });
  return written ? { kind: 'awaits-confirmation', row: written } : { kind: 'busy' };
}

/** The origin of what an officer made of a row. A confirmation leaves in place who corrected the row before. */
export function originOf(row: QuarantinedRow, { kind, by, at, isAutomatic = false }: Saying): Origin {
  if (kind !== 'confirmation') return { ...arrivalOf(row), ...(!isAutomatic && { correction: { by, at } }) };
  const corrected = correctionOf(row);
  return {
    ...arrivalOf(row),
    ...(corrected && { correction: { by: corrected.by, at: corrected.at } }),
    confirmation: { by, at },
  };
}

/** The origin of the row. */
export const arrivalOf = (row: QuarantinedRow): Origin => ({
  run: row.runId,
  row: row.row,
  batch: row.batch,
  fileSha256: row.fileSha256,
  source: row.source,
  by: row.by,
  ...(row.person && { person: row.person }),
  receivedAt: row.receivedAt,
});

/** A decision on a row in the form in which it is stored. */
export const decisionOf = (
  row: QuarantinedRow,
  { kind, by, at, said }: Saying,
  { facts, vault }: { facts: readonly string[]; vault: Vault },
): RowDecision => ({ kind, by, at, said: vault.seal(JSON.stringify(said), rowIdOf(row)), facts });

/** Withdraws the facts that an interrupted decision may have added and the next decision does not. */
export async function takeBackBrokenOff(
  row: QuarantinedRow,
  next: RowDecision,
  deps: ResolveDeps,
): Promise<void> {
  const left = brokenOffFacts(row).filter((fact) => !next.facts.includes(fact));
  for (const fact of left)
    await takeBack(row, fact, { by: next.by, at: next.at, reason: 'broken off' }, deps);
}

/** The fact that a row added although it contradicts what was known. Undefined for every other row. */
export function contradictingFact(row: QuarantinedRow, vault: Vault): string | undefined {
  const { record } = openRow(vault, row);
  if (!record) return undefined;
  return factIdOf(record, row, vault);
}

/** `<party>/<fact>` of what a record says, as if it came in with the row. */
export function factIdOf(record: FeedRecord, row: QuarantinedRow, vault: Vault): string {
  const { party, fact } = factOfRecord(record, arrivalOf(row), vault);
  return `${party}/${fact}`;
}

type FactChange = (
  /** The row that added the fact. A fact of another row is not withdrawn. */
  row: Pick<QuarantinedRow, 'runId' | 'row'>,
  /** `<party>/<fact>`. */
  id: string,
  why: { readonly by: string; readonly at: string; readonly reason: string },
  deps: Pick<ResolveDeps, 'ports'>,
) => Promise<void>;

const changeTo =
  (isWithdrawn: boolean): FactChange =>
  async ({ runId, row }, id, why, { ports }) => {
    const [sentTo = '', of = ''] = id.split('/');
    const party = await homeOf(sentTo as PartyKey, ports.store);
    const { facts } = await ports.store.readFolder(party);
    const isOwn = facts.some(({ key, origin }) => key === of && origin.run === runId && origin.row === row);
    if (!isOwn) return;
    await withdrawFact(party, { of, isWithdrawn, ...why }, { ports });
  };

/** Withdraws a fact that the row added. */
export const takeBack: FactChange = changeTo(true);

/** Puts a fact that the row added back into effect. */
export const putBack: FactChange = changeTo(false);
