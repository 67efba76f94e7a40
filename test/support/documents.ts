import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
export const filesLike = (...patterns: string[]): string[] => globSync(patterns, { cwd: root }).sort();

/** A document of the repository; lines of its code blocks are empty, so that a line keeps its number. */
export interface Document {
  readonly path: string;
  readonly lines: readonly string[];
}

export function readDocument(path: string): Document {
  let isCode = false;
  const lines = textOf(path)
    .trimEnd()
    .split('\n')
    .map((line) => {
      const isFence = line.startsWith('```');
      if (isFence) isCode = !isCode;
      return isCode || isFence ? '' : line;
    });
  return { path, lines };
}

/** What is pasted: code blocks without a language, so no pictures. */
export const codeBlocksOf = (path: string): string[] =>
  textOf(path)
    .split(/^```/m)
    .filter((part, index) => index % 2 === 1 && part.startsWith('\n'));

/** Headings with their marks, `## Score and grade`. */
export const headingsOf = ({ lines }: Document): string[] => lines.filter((line) => /^#+ /.test(line));

export const cellsOf = ({ lines }: Document): string[] =>
  lines
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter((cell) => !/^-+$/.test(cell));
