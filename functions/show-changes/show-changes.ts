import { type SubjectKey, subjectText } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Batch, LedgerEntry } from '../../lib/ledger/batch.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { isInstitution } from '../../lib/shared/category.ts';
import type { LedgerStore } from '../../lib/store/ledger-store.ts';
import type { GradeChange } from '../../schemas/ledger.ts';

/** A position in the ledger: after `index` entries of batch `n`. */
interface Cursor {
  readonly n: number;
  readonly index: number;
}

const textOf = ({ n, index }: Cursor): string => Buffer.from(`${n}.${index}`).toString('base64url');

/** @throws Problem 400 */
export function cursorOf(text: string | undefined): Cursor {
  if (text === undefined) return { n: 1, index: 0 };
  const match = /^(\d{1,12})\.(\d{1,4})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match) throw badCursor();
  return { n: Number(match[1]), index: Number(match[2]) };
}

const badCursor = (): Problem =>
  new Problem(400, 'bad-cursor', 'after must be the `next` of an earlier answer.');

/** @throws Problem 400 */
export function limitOf(text: string | undefined): number {
  const limit = text === undefined ? 200 : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new Problem(400, 'bad-limit', 'limit must be a whole number from 1 to 1000.');
}

export interface ShowChangesDeps {
  readonly ledger: Pick<LedgerStore, 'after'>;
  readonly folders: Pick<FolderStore, 'readFilesOf'>;
  readonly vault: Vault;
}

interface Placed {
  readonly entry: LedgerEntry;
  readonly at: string;
  /** The position after which to continue. */
  readonly cursor: Cursor;
}

const batchesAPage = 20;

/**
 * Changes after a cursor, in the order of the ledger. Batches have no gaps and never change, so that a caller who
 * continues from `next` misses nothing, however many senders write meanwhile.
 * @throws Problem 400 for a cursor that was never returned
 */
export async function showChanges(
  after: Cursor,
  limit: number,
  deps: ShowChangesDeps,
): Promise<{ changes: GradeChange[]; next: string; institutions: LedgerEntry[] }> {
  const found: Placed[] = [];
  let from = after;
  while (found.length < limit) {
    const batches = await deps.ledger.after(from.n - 1, batchesAPage);
    if (from === after) refuseUnlessGiven(after, batches[0]);
    found.push(...batches.flatMap(placedIn).filter(({ cursor }) => isBehind(cursor, after)));
    const last = batches.at(-1);
    if (!last || batches.length < batchesAPage) break;
    from = { n: last.head.n + 1, index: 0 };
  }
  const shown = found.slice(0, limit);
  const institutions = shown
    .map(({ entry }) => entry)
    .filter(({ subject }) => isInstitution(subject.category));
  const named = await namesOf(
    institutions.map(({ subject }) => subject),
    deps,
  );
  return {
    changes: shown.map((placed) => changeOf(placed, named)),
    next: textOf(shown.at(-1)?.cursor ?? after),
    institutions,
  };
}

type Named = Pick<GradeChange, 'scheme' | 'id' | 'name'>;

/** Names and numbers of these subjects, each read and opened once, by `subjectText`. */
async function namesOf(
  subjects: readonly SubjectKey[],
  { folders, vault }: ShowChangesDeps,
): Promise<ReadonlyMap<string, Named>> {
  const once = [...new Map(subjects.map((subject) => [subjectText(subject), subject])).values()];
  const files = await folders.readFilesOf(once);
  return new Map(
    files.map((file) => [
      subjectText(file),
      { scheme: file.scheme, ...vault.identify(file.party, file.identity) },
    ]),
  );
}

/**
 * A position that does not exist yet is refused, because it would skip what is written before it.
 * @throws Problem 400
 */
function refuseUnlessGiven({ n, index }: Cursor, batch: Batch | undefined): void {
  const isStart = n === 1 && index === 0;
  const isEntry = batch?.head.n === n && index >= 1 && index <= batch.head.count;
  if (!isStart && !isEntry) throw badCursor();
}

const placedIn = ({ head, entries }: Batch): Placed[] =>
  entries.map((entry, index) => ({ entry, at: head.at, cursor: { n: head.n, index: index + 1 } }));

const isBehind = (a: Cursor, b: Cursor): boolean => a.n > b.n || (a.n === b.n && a.index > b.index);

function changeOf({ entry, at }: Placed, named: ReadonlyMap<string, Named>): GradeChange {
  const { changeId, recordId, subject, operation, cycle, grade, state } = entry;
  return {
    changeId,
    recordId,
    at,
    category: subject.category,
    operation,
    cycle,
    ...(grade && { grade: grade as GradeChange['grade'] }),
    state,
    ...named.get(subjectText(subject)),
  };
}

/** Lines of an export: all batches, then the anchors that cover them. */
export async function exportLedger(
  after: number,
  ledger: Pick<LedgerStore, 'after' | 'anchors'>,
): Promise<{ lines: string[]; next: number }> {
  const batches = withinBytes(await ledger.after(after, batchesAnExport));
  const last = batches.at(-1)?.head.n ?? after;
  const anchors = batches.length > 0 ? await ledger.anchors(after + 1, last) : [];
  return {
    lines: [
      ...batches.map((batch) => JSON.stringify({ kind: 'batch', ...batch })),
      ...anchors.map((anchor) => JSON.stringify({ kind: 'anchor', ...anchor })),
    ],
    next: last,
  };
}

/** Batches per request. A batch of a hundred entries has about 40 kB. */
const batchesAnExport = 100;
/** Bytes of the batches of a request: base64 adds a third, and a function may answer six megabytes. */
const exportBytesMost = 4_000_000;

/** The first batches that an answer can hold. One at least, so that an export comes to its end. */
function withinBytes(batches: readonly Batch[]): readonly Batch[] {
  let bytes = 0;
  const fitting = batches.findIndex((batch, index) => {
    bytes += Buffer.byteLength(JSON.stringify(batch));
    return index > 0 && bytes > exportBytesMost;
  });
  return fitting === -1 ? batches : batches.slice(0, fitting);
}
