import { recordIdOf, suspensionIdOf } from '../../lib/application/deliveries/receiver-messages.ts';
import { isScanCursor } from '../../lib/application/wiring/scan-cursor.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { ReceiverIdStore } from '../../lib/store/receiver-id-store.ts';
import type { TraceQuery } from '../../schemas/trace.ts';

export interface FindSubjectDeps {
  readonly folders: Pick<FolderStore, 'readFile' | 'scanFiles'>;
  readonly receiverIds: ReceiverIdStore;
  readonly clock: () => Date;
}

const filesAPage = 1000;
/** Seconds of a search. A request ends after 29 seconds. */
const searchSeconds = 15;

/** The id of the record at the receiver. */
export const idOf = (query: TraceQuery): string =>
  query.receiver === 'directory' ? query.recordId : query.suspensionId;

const receiverIdOf = (receiver: TraceQuery['receiver'], subject: SubjectKey): string =>
  receiver === 'directory' ? recordIdOf(subject) : suspensionIdOf(subject);

/**
 * The file that a receiver knows by an id. Ids that were delivered by releases before ids were recorded are searched by
 * a scan of all files, for as long as a request may last. What is found is recorded.
 * @throws Problem 400 for an `after` that was never returned, 404 when no file has the id
 */
export async function findSubject(
  query: TraceQuery,
  { folders, receiverIds, clock }: FindSubjectDeps,
): Promise<FileState | { searched: number; after: string }> {
  const id = idOf(query);
  const noted = await receiverIds.find(id);
  const known = noted && receiverIdOf(query.receiver, noted) === id && (await folders.readFile(noted));
  if (known) return known;
  const until = clock().getTime() + searchSeconds * 1000;
  let { after } = query;
  if (after !== undefined && !isScanCursor(after))
    throw new Problem(
      400,
      'invalid-cursor',
      'after must be the `after` of an earlier answer to this question.',
    );
  let searched = 0;
  do {
    const page = await folders.scanFiles({ limit: filesAPage, ...(after && { after }) });
    const found = page.files.find((file) => receiverIdOf(query.receiver, file) === id);
    if (found) {
      await receiverIds.note(id, found);
      return found;
    }
    searched += page.files.length;
    after = page.next;
  } while (after && clock().getTime() < until);
  if (after) return { searched, after };
  throw new Problem(
    404,
    'unknown-record',
    `The ${query.receiver} never received this id. Take ${query.receiver === 'directory' ? 'recordId' : 'suspensionId'} from the receiver's own row. GET /v1/deliveries lists what was delivered.`,
  );
}
