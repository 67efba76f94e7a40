import {
  type DeliveryAttempts,
  leaseMilliseconds,
} from '../../lib/application/deliveries/delivery-attempts.ts';
import { directoryMessage } from '../../lib/application/deliveries/receiver-messages.ts';
import { canonicalJson, digestOf } from '../../lib/credit-file/facts/identity.ts';
import { type SubjectKey, subjectText } from '../../lib/credit-file/facts/subject.ts';
import type { Outcome } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import {
  type DirectoryClient,
  type DirectoryOutcome,
  type DirectoryRow,
  type DirectorySettings,
  directoryRow,
} from '../../lib/delivery/index.ts';
import { type LedgerEntry, sha256Of } from '../../lib/ledger/batch.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { type LedgerStore, unanchoredSeconds } from '../../lib/store/ledger-store.ts';
import type { ReceiverIdStore } from '../../lib/store/receiver-id-store.ts';

export interface DeliverGradesDeps {
  readonly attempts: DeliveryAttempts;
  readonly vault: Vault;
  readonly client: DirectoryClient;
  readonly settings: DirectorySettings;
  readonly ledger: Pick<LedgerStore, 'append' | 'lastAnchor' | 'read'>;
  readonly receiverIds: Pick<ReceiverIdStore, 'note'>;
  readonly runtime: Pick<Runtime, 'clock' | 'log' | 'metrics'>;
  /** Seconds. Nothing is delivered while a batch of the ledger has waited longer than this for its signature. */
  readonly anchorLimitSeconds: number;
}

/**
 * Reports files to the directory in one batch. Rows are made from the current state of the files. The receipt of each
 * row is recorded on its own file, and only rows that failed are sent again.
 */
export async function deliverGrades(subjects: readonly SubjectKey[], deps: DeliverGradesDeps): Promise<void> {
  const { attempts, client } = deps;
  if (subjects.length === 0) return;
  const isUp = await attempts.isReceiverUp();
  const begunAt = deps.runtime.clock().getTime();
  const begun = (await Promise.all(subjects.map((subject) => attempts.begin(subject)))).filter(
    (file) => file !== undefined,
  );
  if (begun.length === 0) return;
  if (!(await isPublishable(deps))) return putOff(begun, { problem: 'ledger-unsigned' }, deps);
  // A sender whose lease may have expired could enter an older version into the ledger after a newer one.
  if (deps.runtime.clock().getTime() - begunAt > leaseMilliseconds / 2)
    return putOff(begun, { problem: 'too-late' }, deps);
  const rows = begun.map((file) => [file, rowOf(file, deps)] as const);
  await enter(rows, deps);
  if (!isUp) return putOff(begun, { problem: 'receiver-down', isEntered: true }, deps);
  const outcome = await client.report(rows.map(([, row]) => row));
  await (outcome.kind === 'answered' ? noteReceipts(rows, outcome, deps) : noteFailure(rows, outcome, deps));
}

const rowOf = (file: FileState, { vault, settings }: DeliverGradesDeps): DirectoryRow =>
  directoryRow(directoryMessage(file, vault), settings);

/** Every row is entered into the ledger before it is sent, once per version. A retry finds the existing entry. */
async function enter(rows: Rows, { ledger, receiverIds, runtime }: DeliverGradesDeps): Promise<void> {
  const missing = rows.filter(([file]) => file.deliveries.directory?.entered !== wantedOf(file).version);
  if (missing.length === 0) return;
  const unknown = missing.filter(([, { operation }]) => operation === 'I');
  await Promise.all(unknown.map(([file, { recordId }]) => receiverIds.note(recordId, file)));
  await ledger.append(
    missing.map(([file, row]) => entryOf(file, row)),
    runtime.clock().toISOString(),
  );
}

function entryOf(file: FileState, row: DirectoryRow): LedgerEntry {
  const { party, category, gradeInForce } = file;
  const { recordId, version, operation } = row;
  return {
    changeId: digestOf([subjectText(file), version]),
    subject: { party, category },
    recordId,
    version,
    operation,
    cycle: gradeInForce?.cycle ?? 0,
    ...(operation !== 'D' && { grade: gradeInForce?.grade, sheet: gradeInForce?.sheet }),
    state: gradeInForce?.state ?? 'interim',
    rowSha256: sha256Of(canonicalJson(row)),
  };
}

/** False when the ledger has been unsigned for longer than the limit: what cannot be proved is not published. */
async function isPublishable({ ledger, runtime, anchorLimitSeconds }: DeliverGradesDeps): Promise<boolean> {
  const age = await unanchoredSeconds(ledger, runtime.clock());
  if (age <= anchorLimitSeconds) return true;
  runtime.metrics.add('PublicationStopped', 1);
  runtime.log.warn('publication.stopped', { unsignedSeconds: Math.round(age) });
  return false;
}

const putOffSeconds = 5;

/** Nothing was sent. The delivery is tried again soon, and the attempt is not counted. */
async function putOff(
  files: readonly FileState[],
  { problem, isEntered = false }: { problem: string; isEntered?: boolean },
  deps: DeliverGradesDeps,
): Promise<void> {
  const retryAt = new Date(deps.runtime.clock().getTime() + putOffSeconds * 1000);
  const outcome = { kind: 'retry', problem, retryAt, counts: false } as const;
  await Promise.all(
    files.map((file) => (isEntered ? end(file, outcome, deps) : deps.attempts.end(file, outcome))),
  );
}

/** Records the outcome of an attempt, and that the version is in the ledger. */
const end = (file: FileState, outcome: Outcome, { attempts }: DeliverGradesDeps): Promise<void> =>
  attempts.end(file, { ...outcome, entered: wantedOf(file).version });

type Rows = readonly (readonly [FileState, DirectoryRow])[];

async function noteReceipts(
  rows: Rows,
  { rejected }: Extract<DirectoryOutcome, { kind: 'answered' }>,
  deps: DeliverGradesDeps,
): Promise<void> {
  const { attempts } = deps;
  await attempts.noteAnswer();
  await Promise.all(
    rows.map(([file, row]) => {
      const refusal = rejected.get(row.recordId);
      const outcome = refusal
        ? attempts.afterRefusal(file, refusal)
        : ({ kind: 'acknowledged', sent: wantedOf(file) } as const);
      return end(file, outcome, deps);
    }),
  );
}

/**
 * A report whose answer was lost is sent again unchanged. The directory treats a repeated record id and version as one
 * report.
 */
async function noteFailure(
  rows: Rows,
  failure: Exclude<DirectoryOutcome, { kind: 'answered' }>,
  deps: DeliverGradesDeps,
): Promise<void> {
  const retryAt = await deps.attempts.noteFailure(failure);
  const { reason: problem } = failure;
  await Promise.all(
    rows.map(([file]) =>
      end(
        file,
        failure.kind === 'unknown'
          ? { kind: 'unknown', sent: wantedOf(file), problem, retryAt }
          : { kind: 'retry', problem, retryAt, counts: false },
        deps,
      ),
    ),
  );
}

const wantedOf = (file: FileState) => file.deliveries.directory?.wanted ?? { version: file.version };
