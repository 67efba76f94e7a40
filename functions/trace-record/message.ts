import type { Delivery } from '../../lib/credit-file/projection/delivery-state.ts';
import { desiredInDirectory, desiredInSettlement } from '../../lib/credit-file/projection/desired-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { type Day, startOf } from '../../lib/shared/day.ts';
import type { LedgerStore } from '../../lib/store/ledger-store.ts';
import type { TraceAnswer, TraceQuery } from '../../schemas/trace.ts';
import { batchesSearched, type FoundEntry, findEntry } from './find-entry.ts';
import { idOf } from './find-subject.ts';
import { type SheetInForce, sheetView } from './sheets.ts';

interface DeliveredMessage {
  readonly query: TraceQuery;
  readonly version: number;
  readonly file: FileState;
  readonly delivery: Delivery;
  readonly sheet: SheetInForce | undefined;
}

/** The message of a version as it was delivered, as far as it is kept. What is not kept is listed in `unknown`. */
export async function messageOf(
  delivered: DeliveredMessage,
  { unknown, ledger }: { unknown: string[]; ledger: LedgerStore },
): Promise<TraceAnswer['message']> {
  const { query, version, file, delivery, sheet } = delivered;
  const isCurrent = version === delivery.wanted.version;
  const acknowledgedAt = delivery.acknowledged?.version === version ? delivery.acknowledged.at : undefined;
  if (!isCurrent && !acknowledgedAt)
    unknown.push(
      `When the ${query.receiver} acknowledged version ${version} is kept of its last version alone.`,
    );
  const head = {
    receiver: query.receiver,
    id: idOf(query),
    version,
    ...(isCurrent && { wantedAt: delivery.wanted.at }),
    ...(acknowledgedAt && { acknowledgedAt }),
    delivery: isCurrent ? delivery.stage : ('superseded' as const),
  };
  if (query.receiver === 'settlement') return { ...head, ...suspensionOf(delivered, isCurrent) };
  const since = isCurrent
    ? delivery.wanted.at
    : sheet && startOf(sheet.body.evaluatedOn as Day).toISOString();
  const found = since && (await findEntry({ recordId: head.id, version }, new Date(since), ledger));
  if (!found)
    unknown.push(
      `No entry of version ${version} is among the ${batchesSearched} batches of the ledger from its day on: it was delivered before there was a ledger, is not sent yet, or is further on (npm run ledger -- export, then cut).`,
    );
  const sanctions = (sheet?.body['sanctions'] ?? []) as TraceAnswer['message']['sanctions'];
  if (found) return { ...head, ...entryView(found), sanctions };
  return { ...head, ...(isCurrent ? desiredStateOf(file) : gradeOf(sheet)), sanctions };
}

function entryView({ n, at, entry, signedAt }: FoundEntry) {
  const { operation, grade, state, cycle, changeId, rowSha256 } = entry;
  return {
    kind: operation,
    ...(grade && { grade }),
    state,
    cycle,
    ledger: { batch: n, at, changeId, rowSha256, ...(signedAt && { signedAt }) },
  };
}

function desiredStateOf(file: FileState) {
  const desired = desiredInDirectory(file);
  if (!desired) return { kind: 'D' as const };
  const { grade, state, cycle } = desired;
  return { grade, state, cycle };
}

const gradeOf = (sheet: SheetInForce | undefined) =>
  sheet && {
    grade: sheet.body.sheet.grade,
    state: sheet.body.state,
    cycle: sheetView(sheet).cycle,
  };

/** The message to the settlement system: for the current version from the file, for an older version from its sheet. */
function suspensionOf({ file, sheet }: DeliveredMessage, isCurrent: boolean) {
  const said = (sheet?.body['sanctions'] ?? []) as TraceAnswer['message']['sanctions'];
  const now = desiredInSettlement(file);
  const sanctions = isCurrent ? (now ? [now] : []) : said.slice(0, 1);
  return {
    kind: sanctions.length > 0 ? ('put' as const) : ('lift' as const),
    sanctions: sanctions.map(({ kind, from, until }) => ({ kind, from, ...(until && { until }) })),
  };
}
