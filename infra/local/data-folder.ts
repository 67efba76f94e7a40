import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A data folder that this host has for itself. */
export interface DataFolder {
  readonly path: string;
  stop(): Promise<void>;
}

/** Why a data folder cannot be used, and what to do: the words are for whoever started the host. */
export class FolderFault extends Error {
  override readonly name = 'FolderFault';
}

const answersWithinMilliseconds = 10_000;

/**
 * Takes a data folder for this host alone, and tries whether it can be written. The operating system frees the lock when
 * the process ends, however it ends.
 * @throws FolderFault within seconds
 */
export async function takeDataFolder(
  folder: string,
  answersWithin = answersWithinMilliseconds,
): Promise<DataFolder> {
  const path = resolve(folder);
  await written(path, answersWithin);
  const lock = lockOf(path);
  return { path, stop: async () => lock.close() };
}

function written(path: string, answersWithin: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'probe.ts'), path], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += String(text).trim();
  });
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      child.unref();
      fail(
        new FolderFault(
          `The data folder ${path} does not answer within ${answersWithin / 1000} s. Is it on a drive of the network? Set DATA_DIR to a folder of this machine.`,
        ),
      );
    }, answersWithin);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code === 0) done();
      else fail(new FolderFault(sentenceOf(said, path)));
    });
  });
}

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: 'is on a drive that is full. Free some space, or set DATA_DIR to another folder.',
  EDQUOT: 'is on a drive whose quota is used up. Free some space, or set DATA_DIR to another folder.',
  EACCES: 'cannot be written by this user. Set DATA_DIR to a folder of your own.',
  EPERM: 'cannot be written by this user. Set DATA_DIR to a folder of your own.',
  EROFS: 'is on a drive that cannot be written. Set DATA_DIR to another folder.',
  ENOTDIR: 'is no folder. Set DATA_DIR to a folder.',
  EEXIST: 'is no folder. Set DATA_DIR to a folder.',
};

/** What a failed write means for whoever chose the folder. */
export const sentenceOf = (code: string, path: string): string =>
  `The data folder ${path} ${sentences[code] ?? `cannot be used: ${code}.`}`;

/** An exclusive transaction that is never ended: another process cannot begin one. */
function lockOf(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'host.lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    throw new FolderFault(
      `The data folder ${path} is used by another connector. Stop that one, or set DATA_DIR to another folder.`,
    );
  }
}
