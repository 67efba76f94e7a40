import type {
  CandidateRecord,
  DecisionRecord,
  RegistrationRecord,
  RowFinding,
  RowReading,
} from '../../../schemas/record.ts';
import type { DecisionFact, Origin } from '../../credit-file/facts/fact.ts';
import { maySay } from '../../credit-file/facts/may-correct.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import type { RegistrationEntry } from '../../credit-file/registration-entry.ts';
import { authorityNotOfSource } from '../../credit-file/take-decisions.ts';
import type { MatchStore } from '../../feeds/list.ts';
import { namesakesOf } from '../../feeds/list-entry.ts';
import { parseRowId, type QuarantineStore, rowIdOf } from '../../feeds/quarantine.ts';
import type { RowOutcome } from '../../feeds/run.ts';
import type { Vault } from '../../runtime/vault.ts';
import { findingAwaitsConfirmation, mustBeConfirmed } from '../quarantine/awaits-confirmation.ts';
import { decidedBefore, entryOf, matchedRecord, statementOf } from '../quarantine/candidates.ts';
import { openRow, type RowContent } from '../quarantine/row-content.ts';
import type { decodeBatch } from './batch-message.ts';
import { decisionFact, registrationEntry } from './facts.ts';
import { pendingFinding } from './pending-finding.ts';

export type Envelope = Omit<ReturnType<typeof decodeBatch>, 'readings'>;
type Quarantined = Extract<RowReading, { kind: 'quarantined' }>;

/** The outcome of a row. A quarantined row includes what an officer needs to see of it. */
export type Kept = RowOutcome & { readonly template?: string; readonly content?: RowContent };

export interface SortDeps {
  readonly vault: Vault;
  readonly matches: MatchStore;
  readonly quarantine: QuarantineStore;
  readonly ports: Pick<IntakePorts, 'store' | 'policy'>;
}

/** A row of the registry, as it was read and as it is taken. */
export interface SortedEntry {
  readonly row: number;
  readonly entry: RegistrationEntry;
  readonly record: RegistrationRecord;
}

interface Sorted {
  readonly decisions: Map<PartyKey, { row: number; fact: DecisionFact; record: DecisionRecord }[]>;
  readonly registrations: Map<PartyKey, SortedEntry[]>;
  readonly outcomes: Kept[];
}

/**
 * Groups rows by party, so that each folder is read and written once. A row that waits for an officer becomes an
 * outcome at once.
 */
export async function sortRows(
  readings: readonly RowReading[],
  envelope: Envelope,
  { vault, matches, quarantine, ports }: SortDeps,
): Promise<Sorted> {
  const found: Sorted = { decisions: new Map(), registrations: new Map(), outcomes: [] };
  const decide = (row: number, record: DecisionRecord, origin: Origin): void => {
    const { party, fact } = decisionFact(record, origin, vault);
    found.decisions.set(party, [...(found.decisions.get(party) ?? []), { row, fact, record }]);
  };
  for (const reading of readings) {
    const origin = originOf(envelope, reading.row);
    if (reading.kind === 'quarantined') await sortQuarantined(reading);
    else if (reading.record.type === 'decision') await sortDecision(reading.row, reading.record, origin);
    else {
      const { party, entry } = registrationEntry(reading.record, origin, vault);
      const known = found.registrations.get(party) ?? [];
      found.registrations.set(party, [...known, { row: reading.row, entry, record: reading.record }]);
    }
  }
  return found;

  async function sortDecision(row: number, record: DecisionRecord, origin: Origin): Promise<void> {
    const wait = (finding: RowFinding) =>
      found.outcomes.push({ kind: 'quarantined', row, findings: [finding], content: { record } });
    if (!maySay(origin, record)) return void wait(authorityNotOfSource);
    if (!mustBeConfirmed(record, origin, ports.policy.book)) return decide(row, record, origin);
    const said = decisionFact(record, origin, vault);
    const became = await pendingFinding(said, { matches, quarantine, ports });
    if (became === 'known') decide(row, record, origin);
    else if (became === 'waits') wait(findingAwaitsConfirmation);
    else found.outcomes.push({ kind: 'duplicate', row });
  }

  /**
   * A row known in part for which a decision exists is taken accordingly. A row that already waits is not quarantined
   * twice.
   */
  async function sortQuarantined(reading: Quarantined): Promise<void> {
    const { row, candidate } = reading;
    if (!candidate) return void found.outcomes.push(waiting(reading));
    const { candidates, chosen, match } = await decidedBefore(candidate, {
      folders: ports.store,
      vault,
      matches,
    });
    if (chosen && match) {
      const correction = { by: match.by, at: match.at };
      return decide(row, matchedRecord(candidate, chosen), { ...originOf(envelope, row), correction });
    }
    if (match) return void found.outcomes.push({ kind: 'unmatched', row });
    if (!(await waitsItself(row, candidate))) return void found.outcomes.push({ kind: 'duplicate', row });
    found.outcomes.push(waiting(candidates.length > 0 ? reading : { ...reading, findings: [nobodyOfOurs] }));
  }

  /**
   * Whether this row itself waits. False when another row waits for the same decision, unless that row was dismissed
   * and there is a new candidate to compare, or replaced by one that says something else.
   */
  async function waitsItself(row: number, candidate: CandidateRecord): Promise<boolean> {
    const [entry, statement] = [entryOf(candidate, vault), statementOf(candidate)];
    const own = rowIdOf({ runId: envelope.runId, row });
    const first = await matches.waits(entry, statement, (await waitedBefore(entry, statement)) ?? own);
    if (first === own) return true;
    const id = parseRowId(first);
    const other = id && (await quarantine.read(id.runId, id.row));
    const last = other?.decisions.at(-1)?.kind;
    const isOpenAgain = other?.state === 'dismissed' && (last === 'dismissal' || last === 'replaced');
    return isOpenAgain && matches.waitsInstead(entry, statement, { of: first, now: own });
  }

  /** The row that an earlier release let wait for the same entry. A namesake's is not the same. */
  async function waitedBefore(entry: string, statement: string): Promise<string | undefined> {
    const before = await matches.waitedBefore(namesakesOf(entry), statement);
    const id = before === undefined ? undefined : parseRowId(before);
    const row = id && (await quarantine.read(id.runId, id.row));
    const candidate = row && openRow(vault, row).candidate;
    return candidate && entryOf(candidate, vault) === entry ? before : undefined;
  }
}

const nobodyOfOurs: RowFinding = {
  code: 'no-candidate',
  message:
    'The row names its subject in part, and no subject of ours fits it. It waits in case the registry brings one; or send the number in full.',
};

/** A row without a template is so long that it keeps no cells (`fittingBatch`): its sender mends it. */
const waiting = ({ row, findings, template, cells, candidate }: Quarantined): Kept => ({
  kind: 'quarantined',
  row,
  findings,
  template,
  content: { ...(template && { cells }), ...(candidate && { candidate }) },
});

const originOf = (
  { runId, batch, source, by, person, receivedAt, fileSha256 }: Envelope,
  row: number,
): Origin => ({
  run: runId,
  row,
  batch,
  fileSha256,
  source,
  by,
  ...(person && { person }),
  receivedAt,
});
