import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { inspect } from '../../lib/feeds/formats/inspect.ts';
import { openTables } from '../../lib/feeds/formats/open-tables.ts';
import type { Source } from '../../lib/shared/source.ts';
import { asFile, codesOf, csvOf, read, today, utf8 } from '../support/feed-file.ts';
import { nodeTool } from '../support/node-tool.ts';
import { exitWithoutPython, pythonTool, withPython } from '../support/python-tool.ts';
import { runTool } from '../support/run-tool.ts';
import { sourceFiles } from '../support/source-files.ts';
import { optionalWriters } from './writers/optional-writers.ts';

const help = `Writes a table of every source with the programs that offices write workbooks with (openpyxl, XlsxWriter and pandas,
exceljs and SheetJS, Apache POI, LibreOffice), as texts and with days and numbers as cells of their kind. Each must read
like the CSV of the table.

  npm run writers

Needs Python 3.11 or newer; without it the exit code is ${exitWithoutPython}. Apache POI needs Java 17 and Maven, LibreOffice its Calc; a writer
whose program is missing is left out and named.`;

interface Table {
  readonly source: Source;
  readonly rows: readonly (readonly string[])[];
}

/** A small table of each sample of the demo, and of each source that the demo has none of. */
async function tablesOf(): Promise<Record<string, Table>> {
  const size = { hospitals: 5, pharmacies: 5, doctors: 8, nurses: 5, pharmacists: 5, insured: 5 };
  const samples = makeSamples({ seed: 1, today, size, penalties: 20, findings: 20 });
  const tables: Record<string, Table> = { ...sourceFiles };
  for (const { source, name, bytes } of samples) {
    const file = asFile(bytes);
    const [table] = await openTables(file, await inspect(file));
    const rows = (await Array.fromAsync(table?.batches ?? [])).flat().map(({ cells }) => cells);
    tables[name.replace(/\.\w+$/, '')] = { source, rows: table?.columns ? [table.columns, ...rows] : rows };
  }
  return tables;
}

/** What is said of each row: its record, or the codes of its findings. */
async function meaningOf(source: Source, bytes: Uint8Array): Promise<readonly unknown[]> {
  const { problem, rows } = await read(source, bytes);
  if (problem) return [problem.code];
  return rows.map((row) => (row.kind === 'record' ? row.record : codesOf(row)));
}

async function main(): Promise<number> {
  const python = join(pythonTool('writers'), 'python');
  const modules = nodeTool('writers');
  const tables = await tablesOf();
  const folder = mkdtempSync(join(tmpdir(), 'writers-'));
  const scripts = join(import.meta.dirname, 'writers');
  try {
    const list = join(folder, 'tables.json');
    writeFileSync(
      list,
      JSON.stringify(Object.fromEntries(Object.entries(tables).map(([name, { rows }]) => [name, rows]))),
    );
    runTool(python, [join(scripts, 'write_workbooks.py'), list, folder]);
    runTool(process.execPath, [
      join(scripts, 'write-workbooks.mjs'),
      list,
      folder,
      join(modules, 'package.json'),
    ]);
    const leftOut = optionalWriters.filter((writer) => !writer.write(list, folder));
    const failed = await compare(tables, folder);
    for (const { name, needs } of leftOut)
      console.log(`left out: ${name}, because this machine lacks ${needs}`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The writer of `<table>.<writer>-text.xlsx`. */
const writerOf = (file: string): string =>
  file
    .split('.')
    .at(-2)
    ?.replace(/-(text|typed)$/, '') ?? file;

/** @returns how many files read otherwise than their table */
async function compare(tables: Readonly<Record<string, Table>>, folder: string): Promise<number> {
  const written = readdirSync(folder).filter((name) => /\.(xlsx|csv)$/.test(name));
  let failed = 0;
  for (const [name, { source, rows }] of Object.entries(tables)) {
    const expected = await meaningOf(source, utf8(csvOf(rows)));
    if (!expected.some((row) => row !== null && typeof row === 'object' && 'type' in row))
      throw new Error(`${name} has no row that is read: ${JSON.stringify(expected[0])}`);
    for (const file of written.filter((one) => one.startsWith(`${name}.`))) {
      const found = await meaningOf(source, readFileSync(join(folder, file)));
      if (isDeepStrictEqual(found, expected)) continue;
      failed++;
      const at = expected.findIndex((row, index) => !isDeepStrictEqual(row, found[index]));
      console.log(`FAILED ${file}, row ${at + 1} behind the header`);
      console.log(`  expected ${JSON.stringify(expected[at])}\n  found    ${JSON.stringify(found[at])}`);
    }
  }
  for (const [writer, files] of Map.groupBy(written, writerOf))
    console.log(`${writer}: ${files.length} files`);
  console.log(`${written.length - failed} passed, ${failed} failed`);
  return failed;
}

const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
if (values.help) console.log(help);
else await withPython(main);
