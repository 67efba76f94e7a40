import { randomBytes, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import * as z from 'zod';
import { Fault } from '../shared/fault.ts';
import type { KeyProvider } from './key-provider.ts';

const keyFile = z.strictObject({
  pepper: z.base64(),
  dataKeys: z.record(z.string(), z.base64()),
  /** When each retired data key was retired. */
  retired: z.record(z.string(), z.iso.datetime()).optional(),
});
type KeyFile = z.infer<typeof keyFile>;

/** Changes of a file by this process run one after the other. */
const changes = new Map<string, Promise<void>>();

/** Keys of one machine, in a file that only its owner may read. */
export function openFileKeyProvider(path: string, pepperPath?: string): KeyProvider {
  const read = async (from = path): Promise<KeyFile> => {
    try {
      return keyFile.parse(JSON.parse(await readFile(from, 'utf8')));
    } catch (cause) {
      throw new Fault('key-unavailable', 'The key file of this host cannot be read.', { cause });
    }
  };
  const change = (changed: (before: KeyFile) => KeyFile): Promise<void> => {
    const before = changes.get(path) ?? Promise.resolve();
    const next = before.catch(() => undefined).then(async () => replace(path, changed(await read())));
    changes.set(path, next);
    return next;
  };
  return {
    pepper: async () => (pepperPath ? Buffer.from((await read(pepperPath)).pepper, 'base64') : undefined),
    async list() {
      const { dataKeys, retired = {} } = await read();
      return new Map(
        Object.keys(dataKeys).map((number) => [Number(number), { retiredAt: retired[number] }] as const),
      );
    },
    async keysBeside(known) {
      const { dataKeys } = await read();
      return new Map(
        Object.entries(dataKeys)
          .map(([number, key]) => [Number(number), Buffer.from(key, 'base64')] as const)
          .filter(([number]) => !known.has(number)),
      );
    },
    make: (number) =>
      change((before) => ({
        ...before,
        dataKeys: { [number]: randomBytes(32).toString('base64'), ...before.dataKeys },
      })),
    retire: (numbers, at) =>
      change((before) => ({
        ...before,
        retired: { ...Object.fromEntries(numbers.map((number) => [number, at])), ...before.retired },
      })),
  };
}

/** Replaces the file atomically, even if the machine stops: a new file is written to disk and then renamed. */
async function replace(path: string, content: KeyFile): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(part, 'wx', 0o600);
    await file.writeFile(JSON.stringify(content)).then(() => file.sync());
    await file.close();
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}
