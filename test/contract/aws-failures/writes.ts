import { createHash } from 'node:crypto';
import { begunComparison, noCounts as noneCompared } from '../../../lib/convergence/comparison.ts';
import type { CurrentComparison } from '../../../lib/convergence/current.ts';
import type { Repair } from '../../../lib/convergence/difference.ts';
import type { CaseFact, DecisionFact, Link, RelationFact } from '../../../lib/credit-file/facts/fact.ts';
import type { PartyKey, Sealed, SubjectKey } from '../../../lib/credit-file/facts/subject.ts';
import { emptyBook } from '../../../lib/credit-file/folding/day-book.ts';
import type { Fold } from '../../../lib/credit-file/folding/fold.ts';
import type { FileState } from '../../../lib/credit-file/projection/file-state.ts';
import type { SheetRecord } from '../../../lib/credit-file/projection/sheet-record.ts';
import type { Evaluation, ShardWork } from '../../../lib/evaluation/evaluation.ts';
import type { GoneEntry } from '../../../lib/feeds/list.ts';
import type { PulledPage, PullState } from '../../../lib/feeds/pull.ts';
import type { QuarantinedRow } from '../../../lib/feeds/quarantine.ts';
import { batchesPerPage, noCounts, type Run } from '../../../lib/feeds/run.ts';
import type { LedgerEntry } from '../../../lib/ledger/batch.ts';
import { nothingFound, type PassShard, type Rotation } from '../../../lib/rotation/rotation.ts';
import { createArrivalStore } from '../../../lib/store/arrival-store.ts';
import { createAttachmentStore } from '../../../lib/store/attachment-store.ts';
import { createBreakerStore } from '../../../lib/store/breaker-store.ts';
import { createCalendarStore } from '../../../lib/store/calendar-store.ts';
import { createComparisonStore, type DifferencePlace } from '../../../lib/store/comparison-store.ts';
import { createDataKeyStore } from '../../../lib/store/data-key-store.ts';
import { createEvaluationStore } from '../../../lib/store/evaluation-store.ts';
import { createFolderStore } from '../../../lib/store/folder-store.ts';
import { createLedgerStore } from '../../../lib/store/ledger-store.ts';
import { createListStore, createMatchStore } from '../../../lib/store/list-store.ts';
import { createPullStore } from '../../../lib/store/pull-store.ts';
import { createQuarantineStore } from '../../../lib/store/quarantine-store.ts';
import { createReceiptStore } from '../../../lib/store/receipt-store.ts';
import { createReceiverIdStore } from '../../../lib/store/receiver-id-store.ts';
import { createRotationStore } from '../../../lib/store/rotation-store.ts';
import { createRunStore } from '../../../lib/store/run-store.ts';
import { createSubscriptionStore } from '../../../lib/store/subscription-store.ts';
import type { Table } from '../../../lib/store/table.ts';
import type { Subscription } from '../../../lib/subscriptions/subscription.ts';

export const storesOf = (table: Table) => ({
  folders: createFolderStore(table),
  runs: createRunStore(table),
  ledger: createLedgerStore(table),
  quarantine: createQuarantineStore(table),
  lists: createListStore(table),
  matches: createMatchStore(table),
  arrivals: createArrivalStore(table),
  pulls: createPullStore(table),
  evaluations: createEvaluationStore(table),
  rotations: createRotationStore(table),
  comparisons: createComparisonStore(table),
  calendar: createCalendarStore(table),
  attachments: createAttachmentStore(table),
  receipts: createReceiptStore(table),
  receiverIds: createReceiverIdStore(table),
  keys: createDataKeyStore(table),
  subscriptions: createSubscriptionStore(table),
  breaker: createBreakerStore<string>(table, 'directory'),
});
export type Stores = ReturnType<typeof storesOf>;

/** A method that writes: what must exist before, and the call. */
export interface Write {
  readonly given?: (stores: Stores) => Promise<unknown>;
  readonly act: (stores: Stores) => Promise<unknown>;
  /** The revision may count an attempt twice. Callers only compare it. */
  readonly countsTries?: true;
}

const at = '2026-06-30T04:00:00.000Z';
const later = '2026-06-30T05:00:00.000Z';
const party = 'party' as PartyKey;
const subject: SubjectKey = { party, category: 'pharmacy' };
const runId = '01RUN00000000000000000000A';

const origin = { run: runId, row: 1, batch: 0, source: 'court', receivedAt: at };
const decision = { type: 'decision', key: 'D.1', origin } as unknown as DecisionFact;
const numbered = {
  ...decision,
  documentNumber: '1号',
  content: { kind: 'penalty', penalties: [] },
} as DecisionFact;
const fold: Fold = {
  category: 'pharmacy',
  version: 1,
  rules: '',
  core: '',
  book: emptyBook,
  pending: [],
  apart: [],
  twice: [],
};
const opening = { type: 'objection', key: 'O.1', origin } as unknown as CaseFact;
const due = { on: '2026-07-30', stage: 'open' } as never;

export const file = (change: Partial<FileState> = {}): FileState => ({
  ...subject,
  version: 1,
  revision: 1,
  scheme: 'uscc',
  identity: { sealed: 'sealed' as Sealed, digest: 'digest', nameDigest: 'name' },
  status: 'active',
  sanctions: [],
  deliveries: {},
  leases: {},
  ...change,
});

export const entry: LedgerEntry = {
  changeId: 'change',
  subject,
  recordId: 'record',
  version: 1,
  operation: 'U',
  cycle: 2026,
  state: 'interim',
  rowSha256: '',
};

const run: Run = {
  runId,
  source: 'court',
  by: 'court',
  status: 'running',
  startedAt: at,
  ignoredColumns: [],
  batchesSent: 0,
  movedAt: at,
  batches: 20 * batchesPerPage,
};
const counted = { batch: 0, isLast: false, counts: { ...noCounts, received: 50 }, unmatchedRows: [3] };

const row: QuarantinedRow = {
  runId,
  row: 1,
  batch: 0,
  source: 'court',
  template: 'defaulters',
  by: 'court',
  fileSha256: 'sha',
  receivedAt: at,
  findings: [{ code: 'check-digit', message: 'm' }],
  content: 'sealed',
  state: 'waiting',
  decisions: [],
  revision: 1,
};

const head = { runId, startedAt: at, rows: 1 };
const gone: GoneEntry = {
  list: 'court.defaulters',
  entry: 'entry',
  source: 'court',
  wentOn: '2026-06-30',
  runId,
  previousRunId: 'before',
  state: 'waiting',
  revision: 1,
};

const pull: PullState = {
  name: 'court',
  revision: 1,
  position: { mode: 'cursor' },
  nextAt: at,
  breaker: { state: 'closed', failures: 0 },
  lease: { puller: 'puller', until: later },
};
const evaluation = { name: '2026', year: 2026, revision: 1, phase: 'collect' } as unknown as Evaluation;
const work = {
  rehearsal: 1,
  phase: 'collect',
  shard: 0,
  revision: 1,
  found: {},
} as unknown as ShardWork<unknown>;
const rotation = { number: 2, revision: 1, state: 'resealing', pass: 1 } as unknown as Rotation;
const pass: PassShard = { pass: 1, shard: 0, revision: 1, done: false, movedAt: at, found: nothingFound };
const order = { startedAt: at, repairs: false, receivers: ['directory'] as const };
const compared = { ...begunComparison('id', order), revision: 1 };
const current: CurrentComparison = {
  revision: 1,
  id: 'id',
  order,
  isEnded: false,
  comparedAt: {},
  since: at,
};
const place: DifferencePlace = { id: 'id', receiver: 'directory', range: 1, n: 0 };
const aside = { id: 'id', receiver: 'directory', side: 'held', range: 1 } as const;
const repair: Repair = { by: 'officer', reason: 'r', at, revision: 1, state: 'pending' };
const subscription: Subscription = {
  id: 'subscription',
  revision: 1,
  slot: 0,
  agency: 'agency',
  by: 'agency',
  purpose: 'supervision',
  url: 'https://agency.example/',
  createdAt: at,
  state: 'active',
  stateAt: at,
  cursor: { n: 1, index: 0 },
  secrets: [],
  failures: 0,
};
const notice = { year: 2027, scope: 'national', edition: 1, by: 'bureau', at } as never;
const relation: RelationFact = {
  type: 'relation',
  key: 'L.institution',
  origin: decision.origin,
  institution: 'institution' as PartyKey,
};
const link: Link = { person: 'person' as PartyKey, drawnFrom: 2, entries: [] };

const folders: Record<string, Write> = {
  addFact: { act: ({ folders }) => folders.addFact(party, decision) },
  addWaitingFact: { act: ({ folders }) => folders.addWaitingFact(party, decision) },
  addCase: { act: ({ folders }) => folders.addCase(party, opening, due) },
  moveCase: {
    given: ({ folders }) => folders.addCase(party, opening, due),
    act: ({ folders }) =>
      folders.moveCase(party, opening.key, { on: '2026-08-01', stage: 'settling' } as never),
  },
  stopWaiting: {
    given: ({ folders }) => folders.addWaitingFact(party, decision),
    act: ({ folders }) => folders.stopWaiting(party, decision.key),
  },
  expireFact: {
    given: ({ folders }) => folders.addWaitingFact(party, decision),
    act: ({ folders }) => folders.expireFact(party, decision.key),
  },
  addName: { act: ({ folders }) => folders.addName('digest', subject) },
  putFile: {
    given: ({ folders }) => folders.putFile(file()),
    act: ({ folders }) => folders.putFile(file({ revision: 2, version: 2 })),
  },
  addSheet: {
    act: ({ folders }) =>
      folders.addSheet(party, { category: 'pharmacy', hash: '1.a.b', body: '{}' } as SheetRecord),
  },
  'addSheet, of several items': {
    act: ({ folders }) =>
      folders.addSheet(party, {
        category: 'pharmacy',
        hash: '2.a.b',
        body: Array.from({ length: 20_000 }, (_, at) =>
          createHash('sha256').update(`${at}`).digest('hex'),
        ).join(),
      } as SheetRecord),
  },
  noteDisclosed: { act: ({ folders }) => folders.noteDisclosed(subject) },
  putLink: { act: ({ folders }) => folders.putLink(party, link) },
  fillLinkSlot: { act: ({ folders }) => folders.fillLinkSlot(party, link) },
  addRelation: { act: ({ folders }) => folders.addRelation(party, relation) },
  fillSlot: { act: ({ folders }) => folders.fillSlot(party, numbered) },
  dropFact: {
    given: async ({ folders }) => {
      await folders.addFact(party, numbered);
      await folders.fillSlot(party, numbered);
    },
    act: ({ folders }) => folders.dropFact(party, numbered),
  },
  dropLink: {
    given: async ({ folders }) => {
      await folders.putLink(party, link);
      await folders.fillLinkSlot(party, link);
    },
    act: ({ folders }) => folders.dropLink(party, link),
  },
  putFold: { act: ({ folders }) => folders.putFold(party, fold) },
  lease: {
    given: ({ folders }) => folders.putFile(file()),
    act: ({ folders }) =>
      folders.lease(subject, 'directory', { sender: 'sender', now: new Date(at), until: new Date(later) }),
  },
};

const completeMany = async ({ runs }: Stores, pages: readonly number[]): Promise<void> => {
  for (const page of pages) await runs.completePage(runId, page);
};

const runs: Record<string, Write> = {
  create: { act: ({ runs }) => runs.create(run) },
  update: {
    given: ({ runs }) => runs.create(run),
    act: ({ runs }) => runs.update(runId, { status: 'completed', finishedAt: at }, ['running']),
  },
  begin: { act: ({ runs }) => runs.begin(runId, 0) },
  countBatch: { act: ({ runs }) => runs.countBatch(runId, counted) },
  completePage: {
    // With this many pages the head replaces the pages without a gap by their number.
    given: async (stores) => {
      await stores.runs.create(run);
      await completeMany(
        stores,
        Array.from({ length: 15 }, (_, page) => page + 1),
      );
    },
    act: ({ runs }) => runs.completePage(runId, 0),
    countsTries: true,
  },
  endWhole: {
    given: ({ runs }) => runs.create(run),
    act: ({ runs }) =>
      runs.endWhole(
        { run, revision: 1 },
        { ...counted, isLast: true },
        { status: 'completed', finishedAt: at },
      ),
  },
  matchLater: { act: ({ runs }) => runs.matchLater(runId, 3, 0) },
  doubtLater: { act: ({ runs }) => runs.doubtLater(runId, 3, 0) },
  resolveRow: {
    given: ({ runs }) => runs.resolveRow(runId, { row: 3, batch: 0, became: 'unmatched' }),
    act: ({ runs }) => runs.resolveRow(runId, { row: 3, batch: 0, became: 'accepted' }),
  },
};

const feeds: Record<string, Record<string, Write>> = {
  quarantine: {
    add: { act: ({ quarantine }) => quarantine.add([row]) },
    replace: {
      given: ({ quarantine }) => quarantine.add([row]),
      act: ({ quarantine }) => quarantine.replace({ ...row, state: 'deciding' }),
    },
  },
  lists: {
    moveHead: {
      given: ({ lists }) => lists.moveHead('list', undefined, head),
      act: ({ lists }) => lists.moveHead('list', head, { ...head, runId: 'next' }),
    },
    addSeen: { act: ({ lists }) => lists.addSeen(runId, 0, [{ entry: 'entry', party }]) },
    putGone: {
      given: ({ lists }) => lists.putGone(gone),
      act: ({ lists }) => lists.putGone({ ...gone, state: 'confirmed', revision: 2 }),
    },
  },
  matches: {
    waits: { act: ({ matches }) => matches.waits('entry', 'statement', 'row') },
    waitsInstead: {
      given: ({ matches }) => matches.waits('entry', 'statement', 'row'),
      act: ({ matches }) => matches.waitsInstead('entry', 'statement', { of: 'row', now: 'other' }),
    },
    write: { act: ({ matches }) => matches.write('entry', { comparedWith: [], by: 'officer', at }) },
  },
  arrivals: {
    noteReport: {
      given: ({ runs }) => runs.create(run),
      act: ({ arrivals }) => arrivals.noteReport('court', { at, runId }, later),
    },
  },
  pulls: {
    write: {
      given: ({ pulls }) => pulls.write(pull),
      act: ({ pulls }) => pulls.write({ ...pull, revision: 2 }),
    },
    notePage: { act: ({ pulls }) => pulls.notePage('court', 'digest', { runId } as PulledPage) },
  },
};

const others: Record<string, Record<string, Write>> = {
  ledger: {
    append: {
      given: ({ ledger }) => ledger.append([{ ...entry, changeId: 'before' }], at),
      act: ({ ledger }) => ledger.append([entry], later),
    },
    addAnchor: {
      act: ({ ledger }) => ledger.addAnchor({ n: 1, hash: '', at, publicKey: '', signature: '' }),
    },
  },
  evaluations: {
    put: {
      given: ({ evaluations }) => evaluations.put(evaluation),
      act: ({ evaluations }) => evaluations.put({ ...evaluation, revision: 2 }),
    },
    putShard: { act: ({ evaluations }) => evaluations.putShard('2026', work) },
  },
  comparisons: {
    putCurrent: {
      given: ({ comparisons }) => comparisons.putCurrent(current),
      act: ({ comparisons }) => comparisons.putCurrent({ ...current, revision: 2, isEnded: true }),
    },
    put: {
      given: ({ comparisons }) => comparisons.put(compared),
      act: ({ comparisons }) => comparisons.put({ ...compared, revision: 2, phase: 'files' }),
    },
    putAside: { act: ({ comparisons }) => comparisons.putAside(aside, 0, Buffer.from('rows')) },
    putPages: { act: ({ comparisons }) => comparisons.putPages('id', 'directory', 0, ['cursor']) },
    putFound: {
      act: ({ comparisons }) =>
        comparisons.putFound('id', 'directory', {
          range: 1,
          differences: [],
          counts: noneCompared,
          attempt: 1,
        }),
    },
    putRepair: {
      given: ({ comparisons }) => comparisons.putRepair(place, repair),
      act: ({ comparisons }) => comparisons.putRepair(place, { ...repair, revision: 2, state: 'removed' }),
    },
  },
  rotations: {
    put: {
      given: ({ rotations }) => rotations.put(rotation),
      act: ({ rotations }) => rotations.put({ ...rotation, revision: 2 }),
    },
    putShard: { act: ({ rotations }) => rotations.putShard(2, pass) },
  },
  calendar: { add: { act: ({ calendar }) => calendar.add(notice) } },
  attachments: { add: { act: ({ attachments }) => attachments.add({ attachmentId: 'a', at } as never) } },
  receipts: {
    add: {
      act: ({ receipts }) =>
        receipts.add({ receiptId: 'r', at, agency: 'a', purpose: 'p', reference: '', disclosed: [] }),
    },
  },
  subscriptions: {
    put: {
      given: ({ subscriptions }) => subscriptions.put(subscription),
      act: ({ subscriptions }) => subscriptions.put({ ...subscription, revision: 2, failures: 1 }),
    },
  },
  receiverIds: { note: { act: ({ receiverIds }) => receiverIds.note('id', subject) } },
  keys: {
    add: { act: ({ keys }) => keys.add(1, Buffer.from('encrypted')) },
    retire: {
      given: ({ keys }) => keys.add(1, Buffer.from('encrypted')),
      act: ({ keys }) => keys.retire(1, at),
    },
    pepperMark: { act: ({ keys }) => keys.pepperMark('mark') },
  },
  breaker: { write: { act: ({ breaker }) => breaker.write('open') } },
};

/** Every method of every store that writes: a test compares with the methods of the stores. */
export const writes: Readonly<Record<string, Record<string, Write>>> = { folders, runs, ...feeds, ...others };

/** Methods that only read. */
export const readings = [
  'after',
  'aliasOf',
  'aliasesOf',
  'all',
  'anchors',
  'changed',
  'counts',
  'aside',
  'attempted',
  'current',
  'disclosed',
  'due',
  'find',
  'findings',
  'found',
  'foundIn',
  'gone',
  'goneOf',
  'head',
  'isComplete',
  'passOn',
  'readCounted',
  'lastAnchor',
  'likelyStrangers',
  'list',
  'names',
  'newest',
  'ofAgency',
  'pages',
  'progress',
  'read',
  'readFile',
  'readFiles',
  'readFilesOf',
  'readCondensed',
  'readFolder',
  'readGone',
  'readPage',
  'readShard',
  'readSheet',
  'readSheets',
  'readSheetsOf',
  'repair',
  'repairs',
  'scanFiles',
  'scanFolders',
  'scanParties',
  'seen',
  'shards',
  'subjectsNamed',
  'waitedBefore',
];
