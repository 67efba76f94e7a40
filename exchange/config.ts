import * as z from 'zod';
import { sources } from '../lib/shared/source.ts';

/** A secret stands in a file or in the environment, never in the configuration. A file is read again at each use. */
const secret = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ env: z.string().min(1) }),
]);
export type Secret = z.infer<typeof secret>;

const common = {
  /** How the box is called in the log and in the status file. */
  name: z.string().regex(/^[\w.-]{1,60}$/, 'is 1 to 60 letters, digits, dots and hyphens'),
  source: z.enum(sources),
  token: secret.optional(),
  lookEverySeconds: z.number().positive().default(30),
  /** After so many hours without anything the box is said to be quiet. */
  expectedEveryHours: z.number().positive().optional(),
};

const files = {
  ...common,
  patterns: z
    .array(z.string().min(1))
    .min(1)
    .default(['*.csv', '*.xlsx', '*.xml', '*.json', '*.ndjson', '*.zip']),
  complete: z
    .union([z.literal('ok-file'), z.strictObject({ quietSeconds: z.number().positive() })])
    .default({ quietSeconds: 30 }),
  /** Whole lists of which the same one counts again after another one. */
  wholeLists: z.boolean().optional(),
};

const folderBox = z.strictObject({ kind: z.literal('folder'), ...files, folder: z.string().min(1) });

const sftpBox = z
  .strictObject({
    kind: z.literal('sftp'),
    ...files,
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(22),
    user: z.string().min(1),
    /** The fingerprint as `ssh-keygen -l` prints it; two while a key is replaced. */
    hostKey: z.union([fingerprint(), z.array(fingerprint()).min(1)]),
    key: secret.optional(),
    passphrase: secret.optional(),
    password: secret.optional(),
    folder: z.string().min(1),
  })
  .refine(({ key, password }) => key || password, 'needs a key or a password');

function fingerprint() {
  return z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'is SHA256: and 43 characters, as ssh-keygen -l prints it');
}

const column = z.string().min(1);
const tableBox = z.strictObject({
  kind: z.literal('table'),
  ...common,
  /** `postgresql` also for databases that speak its protocol; `mysql` also for MariaDB. */
  database: z.enum(['postgresql', 'mysql']),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).optional(),
  databaseName: z.string().min(1),
  user: z.string().min(1),
  password: secret,
  /** `verify`: the certificate is checked against the system's authorities, or those of `ca`. */
  tls: z.union([z.enum(['off', 'verify']), z.strictObject({ ca: z.string().min(1) })]).default('verify'),
  table: z.string().regex(/^[^\s.]+(\.[^\s.]+)?$/u, 'is a table, or schema.table'),
  key: column,
  /** Rows are found by this time, or without it by an empty `status.flag`. */
  updated: column.optional(),
  /** How long a transaction may take between writing its time and being visible. */
  overlapSeconds: z.number().min(0).default(600),
  status: z.strictObject({
    flag: column,
    reason: column.optional(),
    values: z
      .strictObject({ taken: z.string().min(1), waits: z.string().min(1), refused: z.string().min(1) })
      .default({ taken: '1', waits: '2', refused: '3' }),
  }),
  /** Rows that their sender took back: which, and what is sent of them. Without `set` they are refused. */
  deleted: z
    .strictObject({
      column,
      values: z.array(z.string()).min(1).default(['2']),
      set: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** Columns that are not sent, beside the usual ones of such tables. */
  ignore: z.array(column).default([]),
  /** Columns that are sent under another name. */
  rename: z.record(z.string(), z.string()).default({}),
  rowsAtOnce: z.int().min(1).max(500).default(200),
  /** Accepts a table whose cursor has no index. */
  withoutIndex: z.boolean().default(false),
});

const configSchema = z
  .strictObject({
    connector: z.url().refine(isSafe, 'must be https, or http on this machine: the token is sent there'),
    token: secret.optional(),
    /** The folder of the journal, the status file and copies that are being sent. */
    state: z.string().min(1),
    boxes: z.array(z.discriminatedUnion('kind', [folderBox, sftpBox, tableBox])).min(1),
  })
  .refine(
    ({ boxes }) => new Set(boxes.map(({ name }) => name)).size === boxes.length,
    'two boxes have one name',
  )
  .refine(({ token, boxes }) => token || boxes.every((box) => box.token), 'a box has no token');

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

export type Config = z.infer<typeof configSchema>;
export type BoxConfig = Config['boxes'][number];
export type FolderBoxConfig = z.infer<typeof folderBox>;
export type SftpBoxConfig = z.infer<typeof sftpBox>;
export type TableBoxConfig = z.infer<typeof tableBox>;

/** @throws Error that says what is wrong, where */
export function parseConfig(text: string): Config {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('the configuration is no JSON');
  }
  const { success, data, error } = configSchema.safeParse(json);
  if (success) return data;
  const wrong = error.issues.map(({ path, message }) => `  ${path.join('.') || 'the whole'}: ${message}`);
  throw new Error(`the configuration does not hold:\n${wrong.join('\n')}`);
}
