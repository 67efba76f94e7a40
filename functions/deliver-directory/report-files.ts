import type { Attempts } from '../../lib/composition/attempt.ts';
import { directoryMessage } from '../../lib/composition/receiver-messages.ts';
import type { FileState } from '../../lib/credit-file/file-state.ts';
import type { SubjectKey } from '../../lib/credit-file/subject.ts';
import {
  type DirectoryClient,
  type DirectoryOutcome,
  type DirectoryRow,
  type DirectorySettings,
  directoryRow,
} from '../../lib/delivery/index.ts';
import type { Vault } from '../../lib/runtime/vault.ts';

export interface ReportFilesDeps {
  readonly attempts: Attempts;
  readonly vault: Vault;
  readonly client: DirectoryClient;
  readonly settings: DirectorySettings;
}

/**
 * Reports files to the directory in one batch. Rows are made from the state of this moment; the receipt of each row
 * is noted on its own file, and only rows that failed are sent again.
 */
export async function reportFiles(subjects: readonly SubjectKey[], deps: ReportFilesDeps): Promise<void> {
  const { attempts, client } = deps;
  if (subjects.length === 0 || !(await attempts.isReceiverUp())) return;
  const begun = (await Promise.all(subjects.map((subject) => attempts.begin(subject)))).filter(
    (file) => file !== undefined,
  );
  if (begun.length === 0) return;
  const rows = begun.map((file) => [file, rowOf(file, deps)] as const);
  const outcome = await client.report(rows.map(([, row]) => row));
  await (outcome.kind === 'answered' ? noteReceipts(rows, outcome, deps) : noteFailure(rows, outcome, deps));
}

const rowOf = (file: FileState, { vault, settings }: ReportFilesDeps): DirectoryRow =>
  directoryRow(directoryMessage(file, vault), settings);

type Rows = readonly (readonly [FileState, DirectoryRow])[];

async function noteReceipts(
  rows: Rows,
  { rejected }: Extract<DirectoryOutcome, { kind: 'answered' }>,
  { attempts }: ReportFilesDeps,
): Promise<void> {
  await attempts.noteAnswer();
  await Promise.all(
    rows.map(([file, row]) => {
      const refusal = rejected.get(row.recordId);
      return attempts.end(
        file,
        refusal ? attempts.afterRefusal(file, refusal) : { kind: 'acknowledged', sent: wantedOf(file) },
      );
    }),
  );
}

/** A report whose answer is lost is sent again as it is: record and version make it one. */
async function noteFailure(
  rows: Rows,
  failure: Exclude<DirectoryOutcome, { kind: 'answered' }>,
  { attempts }: ReportFilesDeps,
): Promise<void> {
  const retryAt = await attempts.noteFailure(failure);
  const { reason: problem } = failure;
  await Promise.all(
    rows.map(([file]) =>
      attempts.end(
        file,
        failure.kind === 'unknown'
          ? { kind: 'unknown', sent: wantedOf(file), problem, retryAt }
          : { kind: 'retry', problem, retryAt, counts: false },
      ),
    ),
  );
}

const wantedOf = (file: FileState) => file.deliveries.directory?.wanted ?? { version: file.version };
