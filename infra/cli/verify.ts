import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { policyOfTable } from '../../lib/application/wiring/intake-ports.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { ProjectionPolicy } from '../../lib/credit-file/projection/project-folder.ts';
import { type Finding, verifyFile } from '../../lib/evaluation/verify.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { createEvaluationStore } from '../../lib/store/evaluation-store.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openTable, type Table } from '../../lib/store/table.ts';
import { startChild } from '../local/children.ts';
import { endpointsFile } from '../local/names.ts';
import { accessOf, outsideOf } from '../local/outside.ts';

const usage = `Proves credit files: every score sheet worked out again, equal to the byte, and followed back to its facts.

  npm run -s verify                        every file of the data folder .data, of a running connector or a stopped one
  npm run -s verify -- --data-dir DIR      of another data folder
  npm run -s verify -- --table NAME        of a table on AWS, with the credentials of the environment
  npm run -s verify -- --subject CATEGORY.KEY    one file alone (the subject as deliveries and rehearsals name it)

Reads only. Writes each finding as a line, then how many sheets were proved. Exit code 0 without findings, 1 with some,
2 when it could not look.`;

export interface Totals {
  files: number;
  sheets: number;
  published: number;
  /** Number of sheets that do not name the evidence they were computed from. */
  bare: number;
  findings: (Finding & { party: string })[];
}

/** Verifies all files of a table, or those of one party. */
export async function verifyTable(
  folders: FolderStore,
  {
    policy,
    only,
    now = new Date(),
    onProgress = () => undefined,
  }: {
    policy: ProjectionPolicy;
    only?: PartyKey | undefined;
    now?: Date;
    onProgress?: (totals: Totals) => void;
  },
): Promise<Totals> {
  const totals: Totals = { files: 0, sheets: 0, published: 0, bare: 0, findings: [] };
  for await (const parties of only ? [[only]] : pagesOf(folders)) {
    for (const party of parties) await verifyParty(party, { folders, policy, now, totals });
    onProgress(totals);
  }
  return totals;
}

async function* pagesOf(folders: FolderStore): AsyncGenerator<readonly PartyKey[]> {
  let after: string | undefined;
  do {
    const page = await folders.scanParties({ shard: 0, shards: 1, after, limit: 1000 });
    yield page.parties;
    after = page.next;
  } while (after);
}

interface PartyOptions {
  readonly folders: FolderStore;
  readonly policy: ProjectionPolicy;
  readonly now: Date;
  readonly totals: Totals;
}

/**
 * Verifies a party. A file that is written while it is read can look changed, so every finding is checked a second
 * time.
 */
async function verifyParty(party: PartyKey, options: PartyOptions): Promise<void> {
  const first = await provedParty(party, options);
  const proved = first.findings.length > 0 ? await provedParty(party, options) : first;
  const { totals } = options;
  totals.files += proved.files;
  totals.sheets += proved.sheets;
  totals.published += proved.published;
  totals.bare += proved.bare;
  totals.findings.push(...proved.findings);
}

async function provedParty(party: PartyKey, { folders, policy, now }: PartyOptions): Promise<Totals> {
  const proved: Totals = { files: 0, sheets: 0, published: 0, bare: 0, findings: [] };
  try {
    const folder = await folders.readFolder(party);
    for (const file of folder.files.values()) {
      const sheets = await folders.readSheets(file);
      const { findings, ...counts } = verifyFile(folder, file, { scorer: scoreCase, policy, sheets, now });
      proved.files++;
      proved.sheets += counts.sheets;
      proved.published += counts.published;
      proved.bare += counts.bare;
      proved.findings.push(...findings.map((finding) => ({ ...finding, party })));
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    proved.findings.push({ party, category: '-', what: 'unreadable', detail });
  }
  return proved;
}

/** Items of annual evaluations and trials that differ from what was written. */
export async function changedCycles(
  evaluations: ReturnType<typeof createEvaluationStore>,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of await evaluations.names())
    found.push(...(await evaluations.changed(name)).map((key) => `${name} ${key}`));
  return found;
}

interface OpenedTable {
  readonly table: Table;
  close(): Promise<void>;
}

/**
 * Opens the table of a data folder: on the engines of the connector that runs on it, or else on engines started here.
 */
export async function openData(dataDir: string): Promise<OpenedTable> {
  const outside = process.env['DYNAMODB_ENDPOINT'];
  if (outside) return { table: tableAt(outside), close: async () => undefined };
  const file = join(dataDir, endpointsFile);
  if (existsSync(file)) {
    const { dynamodb } = JSON.parse(readFileSync(file, 'utf8')) as { dynamodb: string };
    const isThere = await fetch(dynamodb).then(
      () => true,
      () => false,
    );
    if (isThere) return { table: tableAt(dynamodb), close: async () => undefined };
  }
  if (!existsSync(join(dataDir, 'engines'))) throw new Error(`There is no connector's data in ${dataDir}.`);
  const child = await startChild(
    join(import.meta.dirname, '../local/engines.ts'),
    { DATA_DIR: join(dataDir, 'engines') },
    () => undefined,
  );
  return { table: tableAt(child.announced['dynamodb'] ?? ''), close: () => child.stop() };
}

const tableAt = (endpoint: string): Table => {
  const { table, region, ...credentials } = accessOf(process.env, outsideOf(process.env));
  return openTable(table, new DynamoDBClient({ endpoint, region, credentials }));
};

/** Opens the table that the options of a command name: one on AWS, or that of a data folder. */
export const openGiven = async (values: {
  table?: string | undefined;
  'data-dir'?: string | undefined;
}): Promise<OpenedTable> =>
  values.table
    ? openTableOnAws(values.table)
    : openData(resolve(values['data-dir'] ?? process.env['DATA_DIR'] ?? '.data'));

/** Opens a table on AWS with the credentials of the environment. */
export const openTableOnAws = (name: string): OpenedTable => ({
  table: openTable(name, new DynamoDBClient({})),
  close: async () => undefined,
});

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      'data-dir': { type: 'string' },
      table: { type: 'string' },
      subject: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { table, close } = await openGiven(values);
  const only = values.subject?.split('.')[1] as PartyKey | undefined;
  const isTerminal = process.stderr.isTTY;
  const totals = await verifyTable(createFolderStore(table), {
    policy: await policyOfTable({ env: process.env }, table),
    only,
    onProgress: ({ files, sheets }) => {
      if (isTerminal) process.stderr.write(`\r${files} files, ${sheets} sheets`);
    },
  });
  const cycles = only ? [] : await changedCycles(createEvaluationStore(table));
  await close();
  if (isTerminal) process.stderr.write('\n');
  for (const { party, category, what, detail } of totals.findings)
    console.log(`${category}.${party}: ${what}: ${detail}`);
  for (const key of cycles) console.log(`cycle ${key}: evaluation-changed`);
  const found = totals.findings.length + cycles.length;
  console.log(
    `${totals.files} files, ${totals.sheets} sheets proved, ${totals.published} of them of published results; ${found} findings`,
  );
  if (totals.bare > 0)
    console.log(
      `${totals.bare} sheets are of releases that did not keep what they were worked out from: their bytes and their chain are proved, and the newest of a file against its facts`,
    );
  return found === 0 ? 0 : 1;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`Could not verify: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
