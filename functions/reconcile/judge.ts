import {
  contentDigestOf,
  type Digesting,
  fileSays,
  receiverIdOf,
  recordOf,
} from '../../lib/application/deliveries/file-says.ts';
import type { Comparison, ReceiverPart } from '../../lib/convergence/comparison.ts';
import { differingFields } from '../../lib/convergence/content.ts';
import type { Difference } from '../../lib/convergence/difference.ts';
import type { Pair } from '../../lib/convergence/join-range.ts';
import { recordKey } from '../../lib/convergence/packed-rows.ts';
import { type Verdict, verdictOf } from '../../lib/convergence/verdict.ts';
import { subjectIn } from '../../lib/credit-file/facts/subject.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { ComparisonDeps, ListedRecord } from './deps.ts';
import type { PageAgain } from './page-again.ts';

/** What judging a difference needs to know. */
export interface Judging {
  readonly known: Comparison;
  readonly receiver: Receiver;
  readonly part: ReceiverPart;
  readonly pages: PageAgain;
  readonly deps: ComparisonDeps;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly difference?: Difference;
  /** The file as it was read to judge the difference. */
  readonly file?: FileState | undefined;
}

/**
 * Looks at a difference again: the record on the receiver's page, then the file. What moved since the record was read is
 * in flight.
 */
export async function judge({ said, held }: Pair, judging: Judging): Promise<Judged> {
  const { part, receiver, deps } = judging;
  const { clock } = deps.runtime;
  const askedAt = clock().toISOString();
  const record = held && (await judging.pages.find(held));
  const seenAt = record ? askedAt : part.listedAt;
  const file = said && (await deps.folders.readFile(subjectIn(said.subject)));
  const saidNow = file && fileSays(file, receiver, { ...digestingOf(judging), maker: deps.maker });
  const heldNow = record ? heldOf(record, judging) : held;
  const verdict = verdictOf(saidNow, heldNow);
  if (verdict.kind !== 'different') return { verdict };
  if ((file?.deliveries[receiver]?.acknowledged?.at ?? '') >= seenAt)
    return { verdict: { kind: 'in-flight' } };
  const { cause } = verdict;
  const isOtherContent = cause === 'other-content';
  const about = { key: said?.key ?? held?.key ?? '', cause, versionThere: heldNow?.version };
  return {
    verdict,
    file,
    difference: {
      ...about,
      subject: said?.subject,
      versionHere: saidNow?.version,
      recordId: file ? receiverIdOf(receiver, file) : ownShape(record?.id),
      ...(isOtherContent && { fields: fieldsOf({ file, record }, judging) }),
      cursor: held && (await judging.pages.cursorOf(held.page)),
    },
  };
}

const digestingOf = ({ part, known }: Judging): Digesting => ({
  shown: part.shown,
  keyNumber: known.keyNumber,
});

const heldOf = ({ id, version, row }: ListedRecord, judging: Judging) => ({
  key: recordKey(id),
  version,
  content: contentDigestOf(judging.receiver, row, {
    ...digestingOf(judging),
    vault: judging.deps.maker.vault,
  }),
});

const fieldsOf = (
  { file, record }: { file: FileState | undefined; record: ListedRecord | undefined },
  { receiver, part, deps }: Judging,
): string[] | undefined =>
  file && record && differingFields(receiver, [record.row, recordOf(file, receiver, deps.maker)], part.shown);

/** An id of a stranger is kept only if it looks like ours: what others put into theirs is not known. */
const ownShape = (id: string | undefined): string | undefined =>
  id !== undefined && /^([\da-f]{30}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/.test(id) ? id : undefined;
