import { constants, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BoxProblem } from '../problem.ts';
import { digesting } from './digesting.ts';
import type { Files } from './files.ts';
import type { Listed, Size } from './sightings.ts';

/** A folder of this machine, or one that is mounted. */
export function folderFiles(root: string): Files {
  const at = (path: string): string => join(root, path);
  return {
    list: async (folder = '') =>
      (await readdir(at(folder), { withFileTypes: true })).map((entry) => ({
        name: entry.name,
        kind: kindOf(entry),
      })),
    stat: (path) => statOf(at(path)),
    ensureFolder: async (name) => {
      await mkdir(at(name), { recursive: true });
    },
    async fetch(path, to) {
      const from = await open(at(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        if (!(await from.stat()).isFile()) throw new BoxProblem('what was found as a file is none');
        const { digest, stream } = digesting();
        await pipeline(
          from.createReadStream({ autoClose: false }),
          stream,
          createWriteStream(to, { mode: 0o600 }),
        );
        return digest();
      } finally {
        await from.close();
      }
    },
    async move(from, to) {
      if (await statOf(at(to))) throw new BoxProblem('a file is moved to a name that is taken');
      await rename(at(from), at(to));
    },
    async put(path, bytes) {
      const part = `${at(path)}.part`;
      const file = await open(part, 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, at(path));
      await syncFolder(dirname(at(path)));
    },
    remove: (path) => rm(at(path), { force: true }),
    close: async () => undefined,
  };
}

/** Some file systems of other machines do not let a folder be flushed: the file itself was. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await folder.close();
  }
}

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: Kinds): Listed['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}

async function statOf(path: string): Promise<{ kind: Listed['kind']; size: Size } | undefined> {
  try {
    const found = await lstat(path);
    return { kind: kindOf(found), size: { bytes: found.size, modified: found.mtimeMs } };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
