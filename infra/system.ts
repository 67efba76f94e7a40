/**
 * The whole system on a page: what there is, what starts each function, and what it may touch.
 * The CDK stack (`infra/stack.ts`) and the local host (`infra/local/`) are both built from this table.
 */

export type QueueName =
  | 'objects'
  | 'records'
  | 'comparisons'
  | 'evaluations'
  | 'rotations'
  | 'directory'
  | 'settlement'
  | 'reconciliations';

export interface QueueDefinition {
  readonly purpose: string;
  /** Messages handed to one call of the function. */
  readonly batchSize: number;
  /** How long a first message may wait for company before the call. */
  readonly batchWindowSeconds: number;
  readonly visibilitySeconds: number;
  /** Receives before a message goes to the dead-letter queue. */
  readonly maxReceives: number;
  /** Calls of the function at one time. */
  readonly concurrency: number;
}

/** Each queue has a dead-letter queue `<name>-dead` with an alarm and a redrive path (docs/operations/runbook.md). */
export const queues: Record<QueueName, QueueDefinition> = {
  objects: {
    purpose: 'A file has arrived in the feed bucket',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 960,
    maxReceives: 5,
    concurrency: 4,
  },
  records: {
    purpose: 'A batch of rows to take into credit files',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 180,
    maxReceives: 8,
    concurrency: 16,
  },
  comparisons: {
    purpose: 'A full list to be compared with the one before it',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 960,
    maxReceives: 5,
    concurrency: 2,
  },
  evaluations: {
    purpose: 'A shard of an annual evaluation to be worked on',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 960,
    maxReceives: 5,
    concurrency: 16,
  },
  rotations: {
    purpose: 'A shard of the table to be sealed anew with the newest data key',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 960,
    maxReceives: 5,
    concurrency: 4,
  },
  directory: {
    purpose: 'Files whose state the directory has yet to be told',
    batchSize: 100,
    batchWindowSeconds: 1,
    visibilitySeconds: 180,
    maxReceives: 5,
    concurrency: 4,
  },
  settlement: {
    purpose: 'Files whose sanctions the settlement system has yet to be told',
    batchSize: 10,
    batchWindowSeconds: 0,
    visibilitySeconds: 180,
    maxReceives: 5,
    concurrency: 4,
  },
  reconciliations: {
    purpose: 'A receiver to be compared with the files',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 960,
    maxReceives: 3,
    concurrency: 2,
  },
};

/** An object of the feed bucket under this prefix is a file that has arrived; others start nothing. */
export const arrivalsPrefix = 'runs/';

export type ReceiverName = 'directory' | 'settlement';
export type HttpMethod = 'GET' | 'POST' | 'PUT';
export interface Route {
  readonly method: HttpMethod;
  /** API Gateway form, `{name}` for a parameter. */
  readonly path: string;
  /** False for the few routes that need no token. Scopes are checked by the function. */
  readonly authorized: boolean;
  /** Calls a second of all callers together, twice as many at once: where a guesser could profit, or anybody may ask. */
  readonly perSecond?: number;
}

export interface FunctionDefinition {
  readonly purpose: string;
  /** Exports `handler` (AWS) and `createHandler(runtime)` (any host). */
  readonly entry: string;
  readonly startedBy: {
    readonly routes?: readonly Route[];
    readonly queue?: QueueName;
    /** EventBridge schedule; the local host uses `localSeconds`. */
    readonly schedule?: { readonly expression: string; readonly localSeconds: number };
  };
  readonly touches: {
    readonly table?: 'read-write';
    /** Goes through the whole table: operations and reconciliation only. */
    readonly scans?: true;
    /** Files of senders. */
    readonly bucket?: 'read' | 'write' | 'read-write';
    /** Puts and reads sealed attachments, in their own folder of the bucket. */
    readonly attachments?: true;
    readonly sendsTo?: readonly QueueName[];
    /** Opens and seals personal data: the data keys. */
    readonly personalData?: true;
    /** Turns numbers and names of people into keys of subjects: the pepper. */
    readonly pepper?: true;
    /** Makes data keys, and opens nothing that they seal. */
    readonly makesDataKeys?: true;
    /** Draws notices: the font lies beside its bundle. */
    readonly noticeFont?: true;
    /** Signs heads of the ledger. */
    readonly signsLedger?: true;
    /** Knows which endpoints of authorities are pulled, and how each is asked. */
    readonly pullSources?: true;
    /** Tokens of these endpoints. */
    readonly pullSecrets?: true;
    /** Credentials and signing keys of the receivers. */
    readonly receiverSecrets?: readonly ReceiverName[];
    /** Reaches the receivers over the network. */
    readonly receivers?: readonly ReceiverName[];
  };
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

const route = (
  method: HttpMethod,
  path: string,
  { authorized = true, ...limit }: Partial<Pick<Route, 'authorized' | 'perSecond'>> = {},
): Route => ({ method, path, authorized, ...limit });

export const functions = {
  'receive-feed': {
    purpose: 'Takes files and records from authorities into the feed bucket and opens a run',
    entry: 'functions/receive-feed/handler.ts',
    startedBy: {
      routes: [
        route('PUT', '/v1/feeds/{source}/files/{name}'),
        route('POST', '/v1/feeds/{source}/uploads'),
        route('POST', '/v1/feeds/{source}/records'),
      ],
    },
    touches: { table: 'read-write', bucket: 'write', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'pull-feed': {
    purpose: "Asks authorities' endpoints for what is new, and opens a run for each page",
    entry: 'functions/pull-feed/handler.ts',
    startedBy: { schedule: { expression: 'rate(5 minutes)', localSeconds: 1 } },
    touches: {
      table: 'read-write',
      bucket: 'write',
      personalData: true,
      pullSources: true,
      pullSecrets: true,
    },
    timeoutSeconds: 290,
    memoryMb: 1769,
  },
  'show-sources': {
    purpose: 'Shows when each authority last sent something, and how its pulls stand',
    entry: 'functions/show-sources/handler.ts',
    startedBy: { routes: [route('GET', '/v1/sources')] },
    touches: { table: 'read-write', pullSources: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'follow-run': {
    purpose: 'Shows a run, its answer file, and lets a held run go on',
    entry: 'functions/follow-run/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/feeds/runs/{runId}'),
        route('GET', '/v1/feeds/runs/{runId}/answer'),
        route('POST', '/v1/feeds/runs/{runId}/release'),
      ],
    },
    touches: { table: 'read-write', bucket: 'read', sendsTo: ['objects'], personalData: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'answer-grades': {
    purpose: 'Answers grade queries by purpose, with a receipt for every disclosure',
    entry: 'functions/answer-grades/handler.ts',
    startedBy: { routes: [route('POST', '/v1/grades/query', { perSecond: 20 })] },
    touches: { table: 'read-write', personalData: true, pepper: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'show-file': {
    purpose: 'Shows the whole credit file with every point explained',
    entry: 'functions/show-file/handler.ts',
    startedBy: { routes: [route('POST', '/v1/files/query', { perSecond: 10 })] },
    touches: { table: 'read-write', personalData: true, pepper: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'trace-record': {
    purpose:
      'Follows what a receiver holds back to the sheet, the decisions, and the file and row they came in',
    entry: 'functions/trace-record/handler.ts',
    startedBy: { routes: [route('POST', '/v1/traces')] },
    touches: { table: 'read-write', scans: true, bucket: 'read', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'steer-deliveries': {
    purpose:
      'Lists deliveries, tries one again, releases or refuses a held suspension, orders a reconciliation',
    entry: 'functions/steer-deliveries/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/deliveries'),
        route('POST', '/v1/deliveries/{id}/retry'),
        route('POST', '/v1/deliveries/{id}/release'),
        route('POST', '/v1/deliveries/{id}/refusal'),
        route('POST', '/v1/receivers/{receiver}/reconciliation'),
      ],
    },
    touches: {
      table: 'read-write',
      scans: true,
      sendsTo: ['directory', 'settlement', 'reconciliations'],
    },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'describe-service': {
    purpose: 'The OpenAPI contract, and liveness',
    entry: 'functions/describe-service/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/openapi.json', { authorized: false, perSecond: 20 }),
        route('GET', '/health', { authorized: false, perSecond: 20 }),
      ],
    },
    touches: {},
    timeoutSeconds: 10,
    memoryMb: 256,
  },
  'read-feed': {
    purpose: 'Reads a file row by row into batches of records',
    entry: 'functions/read-feed/handler.ts',
    startedBy: { queue: 'objects' },
    touches: {
      table: 'read-write',
      bucket: 'read',
      sendsTo: ['records', 'objects', 'comparisons'],
      personalData: true,
    },
    timeoutSeconds: 900,
    memoryMb: 1769,
  },
  'keep-records': {
    purpose: 'Takes records into credit files, scores them and notes what receivers must be told',
    entry: 'functions/keep-records/handler.ts',
    startedBy: { queue: 'records' },
    touches: {
      table: 'read-write',
      sendsTo: ['directory', 'settlement', 'comparisons', 'records'],
      personalData: true,
      pepper: true,
    },
    timeoutSeconds: 120,
    memoryMb: 1769,
  },
  'compare-list': {
    purpose: 'Compares a full list with the one before it: names that are gone are suspected removals',
    entry: 'functions/compare-list/handler.ts',
    startedBy: { queue: 'comparisons' },
    touches: { table: 'read-write' },
    timeoutSeconds: 900,
    memoryMb: 1769,
  },
  'issue-notices': {
    purpose: 'Issues the notices of annexes 2, 4 and 5 as PDF',
    entry: 'functions/issue-notices/handler.ts',
    startedBy: {
      routes: [route('GET', '/v1/objections/{id}/notice'), route('GET', '/v1/repairs/{id}/notice')],
    },
    touches: {
      table: 'read-write',
      sendsTo: ['directory', 'settlement'],
      personalData: true,
      noticeFont: true,
    },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'show-disclosures': {
    purpose: 'Shows anybody which institutions stand at E, for three years or until it is put right',
    entry: 'functions/show-disclosures/handler.ts',
    startedBy: { routes: [route('GET', '/v1/disclosures', { authorized: false, perSecond: 20 })] },
    touches: { table: 'read-write', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'keep-calendar': {
    purpose: 'Shows working days of a year and takes notices of days off',
    entry: 'functions/keep-calendar/handler.ts',
    startedBy: { routes: [route('GET', '/v1/calendar/{year}'), route('POST', '/v1/calendar/{year}')] },
    touches: { table: 'read-write', sendsTo: ['directory', 'settlement'] },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'steer-cycle': {
    purpose: 'Starts, shows, releases and abandons the annual evaluation of a cycle',
    entry: 'functions/steer-cycle/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/cycles'),
        route('GET', '/v1/cycles/{year}'),
        route('GET', '/v1/cycles/{year}/picture'),
        route('GET', '/v1/cycles/{year}/statistics'),
        route('GET', '/v1/cycles/{year}/results'),
        route('POST', '/v1/cycles/{year}/evaluation'),
        route('POST', '/v1/cycles/{year}/release'),
        route('POST', '/v1/cycles/{year}/abandonment'),
        route('POST', '/v1/trials'),
        route('GET', '/v1/trials/{id}'),
        route('GET', '/v1/trials/{id}/picture'),
      ],
    },
    touches: { table: 'read-write', scans: true, sendsTo: ['evaluations'], personalData: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'evaluate-cycle': {
    purpose: 'Works through the shards of an annual evaluation: peer statistics, rehearsal, publication',
    entry: 'functions/evaluate-cycle/handler.ts',
    startedBy: { queue: 'evaluations' },
    touches: {
      table: 'read-write',
      scans: true,
      sendsTo: ['evaluations', 'directory', 'settlement'],
    },
    timeoutSeconds: 900,
    memoryMb: 1769,
  },
  'rotate-keys': {
    purpose: 'Makes a new data key, and shows how far what older keys sealed is sealed anew',
    entry: 'functions/rotate-keys/handler.ts',
    startedBy: { routes: [route('POST', '/v1/keys/rotation'), route('GET', '/v1/keys/rotation')] },
    touches: { table: 'read-write', makesDataKeys: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'reseal-values': {
    purpose: 'Works through the shards of a rotation: what older data keys sealed is sealed anew',
    entry: 'functions/reseal-values/handler.ts',
    startedBy: { queue: 'rotations' },
    touches: {
      table: 'read-write',
      scans: true,
      attachments: true,
      sendsTo: ['rotations'],
      personalData: true,
    },
    timeoutSeconds: 900,
    memoryMb: 1769,
  },
  'work-quarantine': {
    purpose: 'What waits for a person: rows, candidates, suspected removals, records of unknown subjects',
    entry: 'functions/work-quarantine/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/quarantine'),
        route('GET', '/v1/quarantine/counts'),
        route('GET', '/v1/quarantine/{id}'),
        route('POST', '/v1/quarantine/{id}/correction'),
        route('POST', '/v1/quarantine/{id}/dismissal'),
        route('POST', '/v1/quarantine/{id}/undo'),
        route('POST', '/v1/quarantine/redo'),
        route('GET', '/v1/unmatched'),
        route('POST', '/v1/records/move'),
      ],
    },
    touches: {
      table: 'read-write',
      sendsTo: ['records', 'directory', 'settlement'],
      personalData: true,
      pepper: true,
    },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'handle-cases': {
    purpose: 'Objections and repairs: filed, decided by named officers, with their deadlines',
    entry: 'functions/handle-cases/handler.ts',
    startedBy: {
      routes: [
        route('POST', '/v1/objections'),
        route('GET', '/v1/objections/{id}'),
        route('POST', '/v1/objections/{id}/decision'),
        route('POST', '/v1/repairs'),
        route('GET', '/v1/repairs/{id}'),
        route('POST', '/v1/repairs/{id}/decision'),
        route('POST', '/v1/repairs/{id}/extension'),
        route('POST', '/v1/repairs/{id}/notice-objection'),
        route('GET', '/v1/deadlines'),
      ],
    },
    touches: { table: 'read-write', sendsTo: ['directory', 'settlement'], personalData: true, pepper: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'keep-attachments': {
    purpose: 'Takes evidence for casework, checked by its content, and gives it back; sealed where it lies',
    entry: 'functions/keep-attachments/handler.ts',
    startedBy: {
      routes: [route('PUT', '/v1/attachments/{attachment}'), route('GET', '/v1/attachments/{attachment}')],
    },
    touches: { table: 'read-write', attachments: true, personalData: true, pepper: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'show-insight': {
    purpose: 'Who asked what, and what became of what sources sent: lists and counts, as JSON or tables',
    entry: 'functions/show-insight/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/receipts'),
        route('GET', '/v1/receipts/counts'),
        route('GET', '/v1/statistics/sources'),
      ],
    },
    touches: { table: 'read-write' },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'anchor-ledger': {
    purpose: 'Signs what the directory was told, batch after batch',
    entry: 'functions/anchor-ledger/handler.ts',
    startedBy: { schedule: { expression: 'rate(1 minute)', localSeconds: 1 } },
    touches: { table: 'read-write', signsLedger: true },
    timeoutSeconds: 50,
    memoryMb: 512,
  },
  'show-changes': {
    purpose: 'Shows grade changes in order, and exports the ledger they stand in',
    entry: 'functions/show-changes/handler.ts',
    startedBy: { routes: [route('GET', '/v1/grades/changes'), route('GET', '/v1/ledger')] },
    touches: { table: 'read-write', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'deliver-directory': {
    purpose: 'Tells the public credit directory grades and sanction flags, in batches',
    entry: 'functions/deliver-directory/handler.ts',
    startedBy: { queue: 'directory' },
    touches: {
      table: 'read-write',
      sendsTo: ['directory', 'settlement'],
      personalData: true,
      receiverSecrets: ['directory'],
      receivers: ['directory'],
    },
    timeoutSeconds: 120,
    memoryMb: 1024,
  },
  'deliver-settlement': {
    purpose: 'Tells the settlement system suspensions and lifts, signed, one by one',
    entry: 'functions/deliver-settlement/handler.ts',
    startedBy: { queue: 'settlement' },
    touches: {
      table: 'read-write',
      sendsTo: ['directory', 'settlement'],
      personalData: true,
      receiverSecrets: ['settlement'],
      receivers: ['settlement'],
    },
    timeoutSeconds: 120,
    memoryMb: 1024,
  },
  sweep: {
    purpose:
      'Finds what is due: deliveries to try, sanctions that end, holds overdue, cases, runs and rotations a crash left open, authorities gone quiet',
    entry: 'functions/sweep/handler.ts',
    startedBy: { schedule: { expression: 'rate(1 minute)', localSeconds: 1 } },
    touches: {
      table: 'read-write',
      bucket: 'read',
      sendsTo: ['objects', 'comparisons', 'evaluations', 'rotations', 'directory', 'settlement'],
    },
    timeoutSeconds: 55,
    memoryMb: 1024,
  },
  reconcile: {
    purpose:
      'Compares what a receiver holds with the files, every night and on order, and mends the difference',
    entry: 'functions/reconcile/handler.ts',
    startedBy: {
      queue: 'reconciliations',
      schedule: { expression: 'cron(0 19 * * ? *)', localSeconds: 86_400 },
    },
    touches: {
      table: 'read-write',
      scans: true,
      sendsTo: ['directory', 'settlement'],
      receiverSecrets: ['directory', 'settlement'],
      receivers: ['directory', 'settlement'],
    },
    timeoutSeconds: 900,
    memoryMb: 1024,
  },
} as const satisfies Record<string, FunctionDefinition>;

export type FunctionName = keyof typeof functions;
