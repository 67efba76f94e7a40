import type { Fact } from '../../lib/credit-file/facts/fact.ts';
import { knownSince } from '../../lib/credit-file/facts/known-since.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import { decisionsBySum } from '../../lib/credit-file/folding/plain-decisions.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Scorer } from '../../lib/credit-file/projection/scorer.ts';
import type { SheetBody } from '../../lib/credit-file/projection/sheet-body.ts';
import {
  identityBehind,
  linesBehind,
  sanctionsBehind,
  type TracedCause,
  type TracedSanction,
  wordsBehind,
} from '../../lib/credit-file/trace.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { type Category, isGraded } from '../../lib/shared/category.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import type { LedgerStore } from '../../lib/store/ledger-store.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { TraceAnswer, TraceQuery } from '../../schemas/trace.ts';
import { type FindSubjectDeps, findSubject } from './find-subject.ts';
import { messageOf } from './message.ts';
import { decisionsBehind, filesBehind, type RowDeps, rowOf } from './rows.ts';
import { lastSanctioned, sheetsOf, sheetView } from './sheets.ts';

export interface TraceDeps extends Omit<FindSubjectDeps, 'clock'>, RowDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly ledger: LedgerStore;
  readonly receipts: ReturnType<typeof createReceiptStore>;
  readonly scorer: Scorer;
}

/**
 * Traces a receiver's record back to the rows it rests on, or returns the position where the search for its id
 * continues.
 * @throws Problem 400, 404
 */
export async function traceRecord(
  query: TraceQuery,
  agency: string,
  deps: TraceDeps,
): Promise<TraceAnswer | { searched: number; after: string }> {
  const { runtime, folders } = deps;
  const file = await findSubject(query, { ...deps, clock: runtime.clock });
  if ('searched' in file) return file;
  const delivery = file.deliveries[query.receiver];
  const version = query.version ?? delivery?.wanted.version;
  if (!delivery || version === undefined || version > file.version) throw neverDelivered(query);
  const receiptId = await noteDisclosure(file, { query, agency, deps });
  // The current desired state is taken from the file, because points may have changed since without changing the
  // message.
  const sheets = await sheetsOf(file, query.version ?? file.version, folders);
  const unknown: string[] = [];
  const message = await messageOf(
    { query, version, file, delivery, sheet: sheets.inForce },
    { unknown, ledger: deps.ledger },
  );
  const { inForce: sheetInForce } = sheets;
  if (!sheetInForce)
    unknown.push(
      file.gradeInForce
        ? `The score sheet that was in force at version ${version} is not in the chain of the file any more.`
        : 'Files of this category have no score sheet.',
    );
  const folder = await folders.readFolder(file.party);
  const facts = folder.facts.filter(({ origin }) => isKnown(knownSince(origin), sheets.until));
  const lines = sheetInForce ? linesBehind(sheetInForce.body.sheet) : [];
  const sanctions = sheetInForce ? sanctionsBehind(sheetInForce.body) : [];
  if (sheetInForce && !sheetInForce.body.input && sanctions.length > 0)
    unknown.push(
      'The sheet does not say from which evidence its sanctions follow: all that it names is listed.',
    );
  const earlier =
    message.kind === 'lift' && sheetInForce ? await lastSanctioned(file, sheetInForce, folders) : undefined;
  const ended = earlier ? sanctionsBehind(earlier) : [];
  const named = [
    ...lines.flatMap((line) => line.causes),
    ...(earlier ? linesBehind(earlier.sheet).flatMap((line) => line.causes) : []),
  ];
  const inSum = sumsIn(named, facts, file.category);
  const causes = named.flatMap((cause) => inSum(cause) ?? [cause]);
  const decisions = await decisionsBehind(causes, folder, { folders, unknown });
  const identity = identityBehind(facts, file.category);
  const rows = [...decisions.flatMap(({ statements }) => statements), ...identity].map(
    ({ origin }) => origin,
  );
  return {
    receiptId,
    message,
    file: {
      subject: subjectText(file),
      category: file.category,
      version: file.version,
      status: file.status,
    },
    ...(sheetInForce && { sheet: sheetView(sheetInForce) }),
    lines: lines.map((line) => ({
      ...line,
      causes: line.causes.map((cause) => ({
        ...cause,
        ...(cause.documents !== undefined && { decisions: shownOf(inSum(cause), decisions) }),
      })),
    })),
    sanctions: withoutInput(sanctions, sheetInForce?.body, causes),
    ...(ended.length > 0 && { ended: withoutInput(ended, earlier, causes) }),
    decisions: decisions.map(({ statements, ...decision }) => ({
      ...decision,
      statements: statements.map((statement) => ({ ...statement, origin: rowOf(statement.origin) })),
    })),
    identity: identity.map(({ origin, ...said }) => ({ ...said, origin: rowOf(origin) })),
    words: wordsBehind(facts, file.category),
    files: await filesBehind(rows, { ...deps, unknown }),
    unknown,
  };
}

/** The decisions that a cause sums; undefined if it is one decision. */
function sumsIn(
  causes: readonly TracedCause[],
  facts: readonly Fact[],
  category: Category,
): (cause: TracedCause) => TracedCause[] | undefined {
  const isSum = ({ documents }: TracedCause): boolean => documents !== undefined;
  const bySum: ReadonlyMap<string, readonly string[]> =
    isGraded(category) && causes.some(isSum) ? decisionsBySum(facts, category) : new Map();
  return (cause) =>
    isSum(cause) ? (bySum.get(cause.fact) ?? []).map((fact) => ({ ...cause, fact })) : undefined;
}

const shownOf = (causes: readonly TracedCause[] = [], decisions: readonly { fact: string }[]): string[] => {
  const shown = new Set(decisions.map(({ fact }) => fact));
  return causes.flatMap(({ fact }) => (shown.has(fact) ? [fact] : []));
};

function neverDelivered({ receiver, version }: TraceQuery): Problem {
  return version === undefined
    ? new Problem(404, 'never-told', `The ${receiver} never received anything of this file.`)
    : new Problem(
        404,
        'unknown-version',
        `The file has no version ${version} that was for the ${receiver}. Leave version out for the current one.`,
      );
}

interface Asking {
  readonly query: TraceQuery;
  readonly agency: string;
  readonly deps: TraceDeps;
}

/**
 * A trace names nobody, but it shows what was decided about somebody. It therefore leaves a receipt, like the query of
 * a file.
 */
async function noteDisclosure(file: FileState, { query, agency, deps }: Asking): Promise<string> {
  const { runtime, receipts, vault } = deps;
  const receiptId = runtime.newId();
  await receipts.add({
    receiptId,
    at: runtime.clock().toISOString(),
    agency,
    purpose: 'trace',
    reference: vault.seal(query.reason, receiptId),
    disclosed: [
      { subject: { party: file.party, category: file.category }, status: 'trace', fields: ['decisions'] },
    ],
  });
  runtime.log.info('disclosure.made', { receiptId, agency, purpose: 'trace', subjects: 1, disclosed: 1 });
  return receiptId;
}

const isKnown = (receivedAt: string, until: Day | undefined): boolean =>
  until === undefined || dayOf(new Date(receivedAt)) <= until;

/**
 * Sheets of earlier releases do not record their input. All decisions that such a sheet names then count as causes of a
 * sanction.
 */
const withoutInput = (
  sanctions: readonly TracedSanction[],
  body: SheetBody | undefined,
  causes: readonly { fact: string }[],
): TraceAnswer['sanctions'] =>
  sanctions.map(({ follows, ...sanction }) => ({
    ...sanction,
    follows: body?.input || follows.length > 0 ? [...follows] : [...new Set(causes.map(({ fact }) => fact))],
  }));
