import { type FunctionDefinition, type QueueName, queues, type ReceiverName } from './system.ts';

/**
 * Names of the environment variables in which a function finds what it may use. A grant sets them (`stack.ts`). The
 * local host passes no others, so that a forgotten grant fails there first.
 */
export const environment = {
  table: 'TABLE_NAME',
  /** `read` or `read-write`: whether the function may write the table. */
  tableAccess: 'TABLE_ACCESS',
  bucket: 'FEED_BUCKET',
  queueUrl: (queue: QueueName): string => `${queue.toUpperCase()}_QUEUE_URL`,
  /** The pepper of subject keys: a secret on AWS, a key file on one machine. */
  pepperSecret: 'PEPPER_SECRET_ARN',
  pepperFile: 'PEPPER_FILE',
  /** The key that decrypts the data keys in the table (AWS), or the key file on one machine. */
  dataKey: 'DATA_KEY_ARN',
  keyFile: 'KEY_FILE',
  receiverUrl: (receiver: ReceiverName): string => `${receiver.toUpperCase()}_URL`,
  receiverSettings: (receiver: ReceiverName): string => `${receiver.toUpperCase()}_SETTINGS`,
  receiverSecret: (receiver: ReceiverName): string => `${receiver.toUpperCase()}_SECRET_ARN`,
  /** Credentials on one machine. */
  receiverCredential: { directory: 'DIRECTORY_TOKEN', settlement: 'SETTLEMENT_SIGNING' },
  /**
   * Endpoints that are pulled (`lib/application/settings/pull-settings.ts`), their tokens on AWS, and those on one
   * machine.
   */
  pullSources: 'PULL_SOURCES',
  pullSecret: 'PULL_SECRET_ARN',
  pullTokens: 'PULL_TOKENS',
  /** Private networks that subscribers may be in, and days of failure after which a subscription is disabled. */
  subscriptionNetworks: 'SUBSCRIPTION_NETWORKS',
  subscriptionFailureDays: 'SUBSCRIPTION_FAILURE_DAYS',
  /** Policy parameters of a deployment. */
  suspensionMode: 'SUSPENSION_MODE',
  holdHours: 'HOLD_HOURS',
  /** The key that signs the ledger: in the key service, or in a file on one machine. */
  ledgerKey: 'LEDGER_KEY_ARN',
  /** Who issues notices, as printed on them. */
  noticeBureau: 'NOTICE_BUREAU',
  noticePhone: 'NOTICE_PHONE',
  /** Names and telephones of bureaus by division (`lib/application/settings/letterhead.ts`). */
  noticeBureaus: 'NOTICE_BUREAUS',
  ledgerKeyFile: 'LEDGER_KEY_FILE',
  anchorLimit: 'ANCHOR_LIMIT_MINUTES',
  /** With whom officers sign in to the console, and on one machine where it was built. */
  tokenIssuer: 'TOKEN_ISSUER',
  consoleClient: 'CONSOLE_CLIENT',
  consoleFolder: 'CONSOLE_FOLDER',
  /** The host of the bucket, where browsers upload large files. On one machine that is the connector's own. */
  uploadOrigin: 'UPLOAD_ORIGIN',
  /** Alarms of the deployment: what their names begin with, and the rest of each; on one machine the file of their state. */
  alarmPrefix: 'ALARM_PREFIX',
  alarmNames: 'ALARM_NAMES',
  alarmsFile: 'ALARMS_FILE',
  /** Where the metrics of one machine are shown. On AWS they are CloudWatch's. */
  metricsPath: 'METRICS_PATH',
  firstCycle: 'FIRST_CYCLE',
  lateEvidence: 'LATE_EVIDENCE',
  unmatchedYears: 'UNMATCHED_YEARS',
  /**
   * Settings agreed with authorities that differ from those of the feeds
   * (`lib/application/settings/source-settings.ts`).
   */
  sourceSettings: 'SOURCE_SETTINGS',
} as const;

export type TableAccess = 'read' | 'read-write' | 'remove-copies';

/** What a function may do with the table. Nothing is removed but copies, by one function. */
export const tableAccessOf = ({ touches }: FunctionDefinition): TableAccess | undefined =>
  touches.removesCopies ? 'remove-copies' : touches.table;

/** Every name that a function may read, by what it touches. */
export function environmentNames({ touches }: FunctionDefinition): string[] {
  const { table, bucket, attachments, sendsTo = [], personalData, pullSources, pullSecrets } = touches;
  const { receivers = [], receiverSecrets = [] } = touches;
  return [
    ...(table
      ? [
          environment.table,
          environment.tableAccess,
          environment.suspensionMode,
          environment.holdHours,
          environment.anchorLimit,
          environment.firstCycle,
          environment.lateEvidence,
          environment.unmatchedYears,
          environment.sourceSettings,
        ]
      : []),
    ...(bucket || attachments ? [environment.bucket] : []),
    ...sendsTo.map(environment.queueUrl),
    ...(personalData ? [environment.dataKey, environment.keyFile] : []),
    ...(touches.pepper ? [environment.pepperSecret, environment.pepperFile] : []),
    ...(touches.makesDataKeys ? [environment.dataKey, environment.keyFile] : []),
    ...(touches.letterhead
      ? [environment.noticeBureau, environment.noticePhone, environment.noticeBureaus]
      : []),
    ...(touches.console
      ? [
          environment.tokenIssuer,
          environment.consoleClient,
          environment.consoleFolder,
          environment.uploadOrigin,
        ]
      : []),
    ...(touches.condition
      ? [
          environment.bucket,
          environment.dataKey,
          environment.keyFile,
          ...(Object.keys(queues) as QueueName[]).map(environment.queueUrl),
        ]
      : []),
    ...(touches.metricsPath ? [environment.metricsPath] : []),
    ...(touches.alarms ? [environment.alarmPrefix, environment.alarmNames, environment.alarmsFile] : []),
    ...(touches.signsLedger ? [environment.ledgerKey, environment.ledgerKeyFile] : []),
    ...(pullSources ? [environment.pullSources] : []),
    ...(pullSecrets ? [environment.pullSecret, environment.pullTokens] : []),
    ...(touches.subscribers ? [environment.subscriptionNetworks, environment.subscriptionFailureDays] : []),
    ...receivers.flatMap((receiver) => [
      environment.receiverUrl(receiver),
      environment.receiverSettings(receiver),
    ]),
    ...receiverSecrets.flatMap((receiver) => [
      environment.receiverSecret(receiver),
      environment.receiverCredential[receiver],
    ]),
  ];
}
