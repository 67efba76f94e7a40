import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const sumsFile = 'SHA256SUMS';

/** Every file below a folder but the list itself, by its path there. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => name !== sumsFile)
    .sort();

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The list that `sha256sum --check` reads. */
export async function sumsOf(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const name of filesBelow(folder)) lines.push(`${await sha256Of(join(folder, name))}  ${name}\n`);
  return lines.join('');
}

/** What differs between a folder and its list: files that are missing, changed or not on it. Undefined without a list. */
export async function differencesIn(folder: string): Promise<string[] | undefined> {
  let list: string;
  try {
    list = readFileSync(join(folder, sumsFile), 'utf8');
  } catch {
    return undefined;
  }
  const lines = (text: string): Set<string> => new Set(text.split('\n').filter(Boolean));
  const [wanted, found] = [lines(list), lines(await sumsOf(folder))];
  return [...wanted.symmetricDifference(found)].map((line) => line.slice(66)).filter(unique);
}

const unique = (name: string, index: number, all: readonly string[]): boolean => all.indexOf(name) === index;
