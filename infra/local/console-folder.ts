import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const built = join(root, '.local');

/**
 * The folder of the console that is built of the sources as they are now. It is built once for each state of the sources;
 * hosts that start at once may build the same, and the first one counts.
 */
export async function ensureConsole(): Promise<string> {
  const folder = join(built, `console-${stateOf(['console', 'schemas/reasons', 'package-lock.json'])}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  const { bundleConsole } = await import('../console-bundle.ts');
  await bundleConsole(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  forgetOthers(folder);
  return folder;
}

function stateOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts)
    for (const path of filesOf(join(root, part))) hash.update(path).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

const filesOf = (path: string): string[] =>
  path.endsWith('.json')
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();

/** Bundles of earlier sources, but for drafts that another host builds. */
function forgetOthers(folder: string): void {
  for (const name of readdirSync(built))
    if (/^console-[0-9a-f]{16}$/.test(name) && join(built, name) !== folder)
      rmSync(join(built, name), { recursive: true, force: true });
}
