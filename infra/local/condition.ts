import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds. An engine that needs longer for an empty request is of no use. */
const answerSeconds = 5;

/** More than a file system keeps beside the name of a file, so that a full disk is noticed. */
const probe = Buffer.alloc(4096, 'x');

/** What is wrong with this machine's part of the system, in a few words, or undefined. Asked by `GET /health` and `GET /ready`. */
export type Condition = () => Promise<string | undefined>;

/**
 * Whether the data folder takes a file, and every engine answers. Any answer counts: an engine that refuses an empty
 * request lives.
 */
export const conditionOf =
  (dataDir: string, engines: Readonly<Record<string, string>>): Condition =>
  async () => {
    if (!takesFiles(dataDir)) return 'the data folder cannot be written';
    const answers = await Promise.all(
      Object.entries(engines).map(async ([name, url]) => ((await isAnswering(url)) ? undefined : name)),
    );
    const silent = answers.filter((name) => name !== undefined);
    return silent.length > 0 ? `no answer from ${silent.join(', ')}` : undefined;
  };

function takesFiles(dataDir: string): boolean {
  const file = join(dataDir, `health-${process.pid}`);
  try {
    writeFileSync(file, probe);
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Whether anything answers there, be it a refusal. */
export const isAnswering = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(answerSeconds * 1000) }).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );
