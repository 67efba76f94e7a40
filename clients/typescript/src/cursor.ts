import { open, readFile, rename } from 'node:fs/promises';

/** Where the place in the change feed is kept: in a file (`fileCursor`), or in a table of one's own. */
export interface CursorStore {
  /** The cursor that was saved last; undefined at the first start. */
  load(): Promise<string | undefined>;
  save(cursor: string): Promise<void>;
}

/** Keeps a cursor in a file. It is written beside the file and renamed, so that a kill leaves the old one or the new one. */
export function fileCursor(path: string): CursorStore {
  return {
    async load() {
      try {
        return (await readFile(path, 'utf8')).trim() || undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async save(cursor) {
      const draft = `${path}.draft`;
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(`${cursor}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    },
  };
}
