import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { javaTool } from '../../support/java-tool.ts';
import { runTool } from '../../support/run-tool.ts';

/** A writer that a machine may lack. */
interface OptionalWriter {
  readonly name: string;
  readonly needs: string;
  /**
   * Writes `<table>.<writer>-text.xlsx` and `-typed.xlsx` (or `.csv`) into `folder`, from the tables in `list`.
   * @returns false where the machine lacks what it needs
   */
  write(list: string, folder: string): boolean;
}

const poi = join(import.meta.dirname, 'poi');

/** XSSF and SXSSF, with shared, inline and rich texts. */
const apachePoi: OptionalWriter = {
  name: 'Apache POI',
  needs: 'Java 17 and Maven',
  write(list, folder) {
    const jars = javaTool(poi);
    if (!jars) return false;
    runTool('java', ['-cp', join(jars, '*'), join(poi, 'WriteWorkbooks.java'), list, folder], 'quiet');
    return true;
  },
};

const programs = ['soffice', 'libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'];

/** Comma, double quote, UTF-8. */
const filters = { xlsx: 'xlsx', csv: 'csv:Text - txt - csv (StarCalc):44,34,76' };

/** Opens the workbooks of openpyxl, as an office does, and saves them as workbooks and as CSV. */
const libreOffice: OptionalWriter = {
  name: 'LibreOffice',
  needs: 'LibreOffice Calc (soffice)',
  write(_list, folder) {
    const program = programs.find((one) => spawnSync(one, ['--version'], { stdio: 'ignore' }).status === 0);
    if (!program) return false;
    const opened = readdirSync(folder).filter((name) => /\.openpyxl-(text|typed)\.xlsx$/.test(name));
    for (const [ending, filter] of Object.entries(filters))
      saveAs(program, { filter, ending, opened, folder });
    return true;
  },
};

/** With a profile of its own, so that an office that is open on this machine is left alone. */
function saveAs(
  program: string,
  {
    filter,
    ending,
    opened,
    folder,
  }: { filter: string; ending: string; opened: readonly string[]; folder: string },
): void {
  const own = mkdtempSync(join(tmpdir(), 'libreoffice-'));
  try {
    const profile = `-env:UserInstallation=${pathToFileURL(join(own, 'profile'))}`;
    const files = opened.map((name) => join(folder, name));
    runTool(program, ['--headless', profile, '--convert-to', filter, '--outdir', own, ...files], 'quiet');
    const saved = readdirSync(own).filter((name) => name.endsWith(`.${ending}`));
    if (saved.length !== opened.length)
      throw new Error(`LibreOffice saved ${saved.length} of ${opened.length} workbooks as ${ending}`);
    for (const name of saved)
      renameSync(join(own, name), join(folder, name.replace('.openpyxl-', '.libreoffice-')));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

export const optionalWriters: readonly OptionalWriter[] = [apachePoi, libreOffice];
