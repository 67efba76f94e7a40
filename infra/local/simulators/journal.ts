import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A log on disk. Every entry is on disk before its answer is sent, so that `kill -9` loses nothing acknowledged. */
export interface Journal<Entry> {
  append(entries: readonly Entry[]): void;
  close(): void;
}

export function openJournal<Entry>(path: string, replay: (entry: Entry) => void): Journal<Entry> {
  if (existsSync(path)) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line === '') continue;
      try {
        replay(JSON.parse(line) as Entry);
      } catch {
        // The last line was cut off when the process was killed. It was never acknowledged.
      }
    }
  }
  const file = openSync(path, 'a', 0o600);
  return {
    append(entries) {
      if (entries.length === 0) return;
      writeSync(file, `\n${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`);
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}
