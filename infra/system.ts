/**
 * Every queue and every function of the system: what starts each function, and which resources it may access.
 * The CDK stack (`infra/stack.ts`) and the local host (`infra/local/`) are both built from this list.
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
  /** Messages per call of the function. */
  readonly batchSize: number;
  /** Seconds that a first message waits for further messages before the call. */
  readonly batchWindowSeconds: number;
  /**
   * Seconds for which a message that was received is hidden. Six time limits of the function and the batch window, as AWS
   * asks for, so that a function that is throttled can be called again
   * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
   */
  readonly visibilitySeconds: number;
  /** Receives before a message goes to the dead-letter queue. */
  readonly maxReceives: number;
  /** Parallel calls of the function. */
  readonly concurrency: number;
}

/** Each queue has a dead-letter queue `<name>-dead` with an alarm and a redrive path (docs/operations/runbook.md). */
export const queues: Record<QueueName, QueueDefinition> = {
  objects: {
    purpose: 'Files that arrived in the feed bucket',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 5400,
    maxReceives: 5,
    concurrency: 4,
  },
  records: {
    purpose: 'Batches of rows to take into credit files',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 720,
    maxReceives: 8,
    concurrency: 16,
  },
  comparisons: {
    purpose: 'Full lists to compare with their predecessors',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 5400,
    maxReceives: 5,
    concurrency: 2,
  },
  evaluations: {
    purpose: 'Shards of an annual evaluation to process',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 5400,
    maxReceives: 5,
    concurrency: 16,
  },
  rotations: {
    purpose: 'Shards of the table to seal again with the newest data key',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 5400,
    maxReceives: 5,
    concurrency: 4,
  },
  directory: {
    purpose: 'Files with a pending delivery to the directory',
    batchSize: 100,
    batchWindowSeconds: 1,
    visibilitySeconds: 780,
    maxReceives: 5,
    concurrency: 4,
  },
  settlement: {
    purpose: 'Files with a pending delivery to the settlement system',
    batchSize: 10,
    batchWindowSeconds: 0,
    visibilitySeconds: 720,
    maxReceives: 5,
    concurrency: 4,
  },
  reconciliations: {
    purpose: 'Comparisons of what receivers have with the credit files',
    batchSize: 1,
    batchWindowSeconds: 0,
    visibilitySeconds: 5400,
    maxReceives: 3,
    concurrency: 2,
  },
};

/** An object of the feed bucket with this prefix is a file of a sender and starts a run. Other objects start nothing. */
export const arrivalsPrefix = 'runs/';

export type ReceiverName = 'directory' | 'settlement';
export type HttpMethod = 'GET' | 'POST' | 'PUT';
export interface Route {
  readonly method: HttpMethod;
  /** API Gateway form, `{name}` for a parameter. */
  readonly path: string;
  /** False for the few routes without a token. The function checks the scopes. */
  readonly authorized: boolean;
  /**
   * Requests per second of all callers together, with a burst of twice as many. Set on routes where guessing could reveal
   * something, and on public routes.
   */
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
    /** A public route needs no more than `read`. */
    readonly table?: 'read' | 'read-write';
    /** Scans the whole table: operations and reconciliation only. */
    readonly scans?: true;
    /** Removes copies of what it has stored elsewhere, of parties alone (`lib/credit-file/move-into-slots.ts`). */
    readonly removesCopies?: true;
    /** Files of senders. */
    readonly bucket?: 'read' | 'write' | 'read-write';
    /** Writes and reads sealed attachments, in their own folder of the bucket. */
    readonly attachments?: true;
    readonly sendsTo?: readonly QueueName[];
    /** Opens and seals personal data: access to the data keys. */
    readonly personalData?: true;
    /** Hashes identifiers and names into keys: access to the pepper. */
    readonly pepper?: true;
    /** Makes data keys, without the right to open what they seal. */
    readonly makesDataKeys?: true;
    /** Renders notices and forms: the font is put beside the bundle. */
    readonly noticeFont?: true;
    /** Names the bureau that issues a notice: names and telephones of bureaus. */
    readonly letterhead?: true;
    /** Writes the contract from the schemas when it is asked for. */
    readonly contract?: true;
    /** Serves the console, which is put beside the bundle, and tells it with whom officers sign in. */
    readonly console?: true;
    /** Asks whether the queues, the bucket and the key of personal data are there, and may not use them. */
    readonly condition?: true;
    /** Says where the metrics are shown, on a host that shows them. */
    readonly metricsPath?: true;
    /** Asks which alarms ring. */
    readonly alarms?: true;
    /** Signs heads of the ledger. */
    readonly signsLedger?: true;
    /** Settings of the endpoints of authorities that are pulled. */
    readonly pullSources?: true;
    /** Tokens of these endpoints. */
    readonly pullSecrets?: true;
    /** Credentials and signing keys of the receivers. */
    readonly receiverSecrets?: readonly ReceiverName[];
    /** Settings of subscribers: the private networks they may be in, and how long one may fail. */
    readonly subscribers?: true;
    /** Connects to these receivers over the network. */
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
    purpose: 'Stores files and records from authorities in the feed bucket and opens a run',
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
  'preview-feed': {
    purpose: 'Shows what would become of a file, without keeping or telling anything',
    entry: 'functions/preview-feed/handler.ts',
    startedBy: { routes: [route('POST', '/v1/feeds/{source}/preview', { perSecond: 5 })] },
    touches: { table: 'read-write', personalData: true, pepper: true },
    timeoutSeconds: 29,
    memoryMb: 1769,
  },
  'pull-feed': {
    purpose: "Pulls new records from authorities' endpoints and opens a run for each page",
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
    purpose: 'Shows when each authority last sent something, and the state of its pulls',
    entry: 'functions/show-sources/handler.ts',
    startedBy: { routes: [route('GET', '/v1/sources')] },
    touches: { table: 'read', pullSources: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'follow-run': {
    purpose: 'Lists runs, shows one and its answer file, and releases or withdraws a held run',
    entry: 'functions/follow-run/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/feeds/runs'),
        route('GET', '/v1/feeds/runs/{runId}'),
        route('GET', '/v1/feeds/runs/{runId}/findings'),
        route('GET', '/v1/feeds/runs/{runId}/answer'),
        route('POST', '/v1/feeds/runs/{runId}/release'),
        route('POST', '/v1/feeds/runs/{runId}/withdrawal'),
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
    purpose: 'Shows a whole credit file with every point explained',
    entry: 'functions/show-file/handler.ts',
    startedBy: { routes: [route('POST', '/v1/files/query', { perSecond: 10 })] },
    touches: { table: 'read-write', personalData: true, pepper: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'trace-record': {
    purpose:
      'Traces a record of a receiver to its score sheet, its decisions, and the files and rows they came in',
    entry: 'functions/trace-record/handler.ts',
    startedBy: { routes: [route('POST', '/v1/traces')] },
    touches: { table: 'read-write', scans: true, bucket: 'read', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'steer-deliveries': {
    purpose:
      'Lists and retries deliveries, releases or refuses a pending suspension, orders comparisons with the receivers, shows and repairs differences',
    entry: 'functions/steer-deliveries/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/deliveries'),
        route('GET', '/v1/deliveries/counts'),
        route('POST', '/v1/deliveries/{id}/retry'),
        route('POST', '/v1/deliveries/{id}/release'),
        route('POST', '/v1/deliveries/{id}/refusal'),
        route('POST', '/v1/receivers/{receiver}/reconciliation'),
        route('GET', '/v1/receivers/{receiver}/reconciliation'),
        route('GET', '/v1/convergence'),
        route('POST', '/v1/convergence'),
        route('GET', '/v1/convergence/{id}/differences'),
        route('POST', '/v1/convergence/differences/{id}/repair'),
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
    purpose:
      'Serves the start page, the OpenAPI contract, the liveness check, the templates for senders, the indicator tables, and who a token is of',
    entry: 'functions/describe-service/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/', { authorized: false, perSecond: 20 }),
        route('GET', '/openapi.json', { authorized: false, perSecond: 20 }),
        route('GET', '/health', { authorized: false, perSecond: 20 }),
        route('GET', '/v1/feeds/{source}/template', { authorized: false, perSecond: 5 }),
        route('GET', '/v1/me'),
        route('GET', '/v1/tables'),
        route('GET', '/v1/tables/{category}'),
      ],
    },
    touches: { metricsPath: true, contract: true },
    timeoutSeconds: 10,
    memoryMb: 256,
  },
  'check-readiness': {
    purpose: 'Says whether the table, the queues, the bucket and the keys answer, and which receivers do not',
    entry: 'functions/check-readiness/handler.ts',
    startedBy: { routes: [route('GET', '/ready', { authorized: false, perSecond: 5 })] },
    touches: { table: 'read', condition: true },
    timeoutSeconds: 10,
    memoryMb: 512,
  },
  'show-alarms': {
    purpose: 'Shows which alarms ring, since when, and the heading of the runbook of each',
    entry: 'functions/show-alarms/handler.ts',
    startedBy: { routes: [route('GET', '/v1/alarms')] },
    touches: { alarms: true },
    timeoutSeconds: 10,
    memoryMb: 256,
  },
  'serve-console': {
    purpose: 'Serves the console: the page of the officers with its scripts and styles',
    entry: 'functions/serve-console/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/console', { authorized: false, perSecond: 20 }),
        // About ten a browser, once a release.
        route('GET', '/console/{asset}', { authorized: false, perSecond: 160 }),
      ],
    },
    touches: { console: true },
    timeoutSeconds: 10,
    memoryMb: 256,
  },
  'read-feed': {
    purpose: 'Reads a file row by row into batches of records, and takes an archive of files apart',
    entry: 'functions/read-feed/handler.ts',
    startedBy: { queue: 'objects' },
    touches: {
      table: 'read-write',
      bucket: 'read-write',
      sendsTo: ['records', 'objects', 'comparisons'],
      personalData: true,
      pepper: true,
    },
    timeoutSeconds: 900,
    memoryMb: 1769,
  },
  'keep-records': {
    purpose: 'Takes records into credit files, scores the files and records pending deliveries',
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
    purpose: 'Compares a full list with its predecessor: missing names are suspected removals',
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
      letterhead: true,
    },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'print-forms': {
    purpose: 'Prints the empty forms of annexes 1 and 3 and how to repair as PDF, for everybody',
    entry: 'functions/print-forms/handler.ts',
    startedBy: { routes: [route('GET', '/v1/forms/{form}', { authorized: false, perSecond: 5 })] },
    touches: { noticeFont: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'show-disclosures': {
    purpose:
      'Publishes institutions with grade E, for three years or until they are repaired, and repairs in public notice',
    entry: 'functions/show-disclosures/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/disclosures', { authorized: false, perSecond: 20 }),
        route('GET', '/v1/repairs/public', { authorized: false, perSecond: 5 }),
      ],
    },
    touches: { table: 'read', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'keep-calendar': {
    purpose: 'Shows the working days of a year and takes notices of days off',
    entry: 'functions/keep-calendar/handler.ts',
    startedBy: { routes: [route('GET', '/v1/calendar/{year}'), route('POST', '/v1/calendar/{year}')] },
    touches: { table: 'read-write', sendsTo: ['directory', 'settlement'] },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'steer-cycle': {
    purpose:
      'Starts, shows, releases and abandons the annual evaluation of a cycle; starts and shows an upgrade',
    entry: 'functions/steer-cycle/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/cycles'),
        route('GET', '/v1/cycles/{year}'),
        route('GET', '/v1/cycles/{year}/picture'),
        route('GET', '/v1/cycles/{year}/statistics'),
        route('GET', '/v1/cycles/{year}/missing-values'),
        route('GET', '/v1/cycles/{year}/results'),
        route('POST', '/v1/cycles/{year}/evaluation'),
        route('POST', '/v1/cycles/{year}/release'),
        route('POST', '/v1/cycles/{year}/abandonment'),
        route('POST', '/v1/trials'),
        route('GET', '/v1/trials/{id}'),
        route('GET', '/v1/trials/{id}/picture'),
        route('POST', '/v1/upgrade'),
        route('GET', '/v1/upgrade'),
      ],
    },
    touches: { table: 'read-write', scans: true, sendsTo: ['evaluations'], personalData: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'show-reviews': {
    purpose: 'Lists all that waits for a second officer, with subject, effect, ground and proposer',
    entry: 'functions/show-reviews/handler.ts',
    startedBy: { routes: [route('GET', '/v1/reviews')] },
    touches: { table: 'read', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'keep-policies': {
    purpose: 'Shows the policy parameters and takes, rehearses and releases their values',
    entry: 'functions/keep-policies/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/policies'),
        route('POST', '/v1/policies'),
        route('GET', '/v1/policies/{id}'),
        route('POST', '/v1/policies/{id}/release'),
        route('POST', '/v1/policies/{id}/abandonment'),
      ],
    },
    touches: { table: 'read-write', sendsTo: ['evaluations'], personalData: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'evaluate-cycle': {
    purpose:
      'Processes the shards of an annual evaluation: peer statistics, rehearsal, publication; and those of an upgrade',
    entry: 'functions/evaluate-cycle/handler.ts',
    startedBy: { queue: 'evaluations' },
    touches: {
      table: 'read-write',
      scans: true,
      removesCopies: true,
      sendsTo: ['evaluations', 'directory', 'settlement'],
    },
    timeoutSeconds: 900,
    memoryMb: 1769,
  },
  'rotate-keys': {
    purpose: 'Makes a new data key, and shows the progress of sealing older values again',
    entry: 'functions/rotate-keys/handler.ts',
    startedBy: { routes: [route('POST', '/v1/keys/rotation'), route('GET', '/v1/keys/rotation')] },
    touches: { table: 'read-write', makesDataKeys: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'reseal-values': {
    purpose: 'Processes the shards of a key rotation: seals values of older data keys again',
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
    purpose:
      'Shows and decides what waits for officers: quarantined rows, candidates, suspected removals, unmatched records',
    entry: 'functions/work-quarantine/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/quarantine'),
        route('GET', '/v1/quarantine/counts'),
        route('GET', '/v1/quarantine/{id}'),
        route('POST', '/v1/quarantine/{id}/reveal'),
        route('POST', '/v1/quarantine/{id}/effect'),
        route('POST', '/v1/quarantine/decisions'),
        route('POST', '/v1/quarantine/{id}/correction'),
        route('POST', '/v1/quarantine/{id}/dismissal'),
        route('POST', '/v1/quarantine/{id}/undo'),
        route('POST', '/v1/findings/{id}/decision'),
        route('POST', '/v1/quarantine/redo'),
        route('GET', '/v1/unmatched'),
        route('POST', '/v1/records/move'),
        route('POST', '/v1/codes/mending'),
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
    purpose: 'Takes objections and repairs, records decisions of named officers, and lists deadlines',
    entry: 'functions/handle-cases/handler.ts',
    startedBy: {
      routes: [
        route('POST', '/v1/objections'),
        route('GET', '/v1/objections/{id}'),
        route('POST', '/v1/objections/{id}/decision'),
        route('POST', '/v1/objections/{id}/effect'),
        route('POST', '/v1/repairs'),
        route('GET', '/v1/repairs/{id}'),
        route('GET', '/v1/repairs/{id}/effect'),
        route('POST', '/v1/repairs/{id}/decision'),
        route('POST', '/v1/repairs/{id}/extension'),
        route('POST', '/v1/repairs/{id}/notice-objection'),
        route('POST', '/v1/repairs/{id}/objection'),
        route('POST', '/v1/orders'),
        route('GET', '/v1/deadlines'),
      ],
    },
    touches: {
      table: 'read-write',
      sendsTo: ['directory', 'settlement'],
      personalData: true,
      pepper: true,
      letterhead: true,
    },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'keep-attachments': {
    purpose: 'Takes attachments of casework, checks their content, stores them sealed, and returns them',
    entry: 'functions/keep-attachments/handler.ts',
    startedBy: {
      routes: [route('PUT', '/v1/attachments/{attachment}'), route('GET', '/v1/attachments/{attachment}')],
    },
    touches: { table: 'read-write', attachments: true, personalData: true, pepper: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'show-insight': {
    purpose: 'Lists and counts disclosures by agency and run outcomes by source, as JSON or CSV',
    entry: 'functions/show-insight/handler.ts',
    startedBy: {
      routes: [
        route('GET', '/v1/receipts'),
        route('GET', '/v1/receipts/counts'),
        route('GET', '/v1/statistics/sources'),
      ],
    },
    touches: { table: 'read' },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'anchor-ledger': {
    purpose: 'Signs the ledger of deliveries to the directory, batch by batch',
    entry: 'functions/anchor-ledger/handler.ts',
    startedBy: { schedule: { expression: 'rate(1 minute)', localSeconds: 1 } },
    touches: { table: 'read-write', signsLedger: true },
    timeoutSeconds: 50,
    memoryMb: 512,
  },
  'show-changes': {
    purpose: 'Shows grade changes in order, and exports the ledger that contains them',
    entry: 'functions/show-changes/handler.ts',
    startedBy: { routes: [route('GET', '/v1/grades/changes'), route('GET', '/v1/ledger')] },
    touches: { table: 'read-write', personalData: true },
    timeoutSeconds: 29,
    memoryMb: 1024,
  },
  'keep-subscriptions': {
    purpose: 'Makes, shows and steers the subscriptions of agencies to grade changes',
    entry: 'functions/keep-subscriptions/handler.ts',
    startedBy: {
      routes: [
        route('POST', '/v1/subscriptions'),
        route('GET', '/v1/subscriptions'),
        route('GET', '/v1/subscriptions/{id}'),
        route('POST', '/v1/subscriptions/{id}/state'),
        route('POST', '/v1/subscriptions/{id}/secret'),
        route('POST', '/v1/subscriptions/{id}/replay'),
        route('POST', '/v1/subscriptions/{id}/test'),
      ],
    },
    touches: { table: 'read-write', personalData: true, subscribers: true },
    timeoutSeconds: 29,
    memoryMb: 512,
  },
  'push-changes': {
    purpose: 'Pushes grade changes to the addresses of agencies that subscribed to them, signed and in order',
    entry: 'functions/push-changes/handler.ts',
    startedBy: { schedule: { expression: 'rate(1 minute)', localSeconds: 1 } },
    touches: { table: 'read-write', personalData: true, subscribers: true },
    timeoutSeconds: 290,
    memoryMb: 1024,
  },
  'deliver-directory': {
    purpose: 'Delivers grades and sanction flags to the public credit directory, in batches',
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
    purpose: 'Delivers suspensions and lifts to the settlement system, signed, one by one',
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
      'Finds what is due: deliveries, ending sanctions, overdue pending suspensions, cases, stalled runs and rotations, quiet authorities',
    entry: 'functions/sweep/handler.ts',
    startedBy: { schedule: { expression: 'rate(1 minute)', localSeconds: 1 } },
    touches: {
      table: 'read-write',
      bucket: 'read',
      sendsTo: [
        'objects',
        'records',
        'comparisons',
        'evaluations',
        'rotations',
        'directory',
        'settlement',
        'reconciliations',
      ],
    },
    timeoutSeconds: 55,
    memoryMb: 1024,
  },
  reconcile: {
    purpose:
      'Compares the records of each receiver with the credit files, every night and on order, and delivers differences again',
    entry: 'functions/reconcile/handler.ts',
    startedBy: {
      queue: 'reconciliations',
      schedule: { expression: 'cron(0 19 * * ? *)', localSeconds: 86_400 },
    },
    touches: {
      table: 'read-write',
      scans: true,
      sendsTo: ['directory', 'settlement', 'reconciliations'],
      personalData: true,
      receiverSecrets: ['directory', 'settlement'],
      receivers: ['directory', 'settlement'],
    },
    timeoutSeconds: 900,
    memoryMb: 1024,
  },
} as const satisfies Record<string, FunctionDefinition>;

export type FunctionName = keyof typeof functions;
