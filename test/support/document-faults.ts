import { globSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type Document, headingsOf, readDocument, root, textOf } from './documents.ts';

const folders = 'console,docs,exchange,functions,infra,lib,schemas,test';

/** Every file of the repository that a document may name, as a path from its root. */
const files = globSync([`{${folders}}/**`, 'clients/*/*', '.ci/*', '*', '.*.*'], { cwd: root }).filter(
  (path) => statSync(join(root, path)).isFile(),
);

const matchesIn = ({ lines }: Document, pattern: RegExp): string[] =>
  lines.flatMap((line) => [...line.matchAll(pattern)].map(([, found = '']) => found));

/** Relative links that lead to no file, or to no heading of it. */
export const brokenLinks = (document: Document): string[] =>
  matchesIn(document, /\]\(([^)\s]+)\)/g).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? document.path : normalize(join(dirname(document.path), file));
    if (!isThere(target)) return true;
    return anchor !== undefined && !headingsOf(readDocument(target)).map(anchorOf).includes(anchor);
  });

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Texts in backticks that look like a path of the repository, and are none. */
export const unknownPaths = (document: Document): string[] =>
  matchesIn(document, /`([^`]+)`/g).filter(
    (text) =>
      looksLikePath(text) &&
      !isThere(text) &&
      !isThere(normalize(join(dirname(document.path), text))) &&
      !isThere(text, '(^|/)'),
  );

const looksLikePath = (text: string): boolean =>
  /^(\.ci|console|docs|exchange|functions|infra|lib|schemas|test)\/\S*$/.test(text) ||
  /^[^\s(]+\.(ts|md|mjs|cjs|py)$/.test(text);

/** From the root, or as the end of a path; `<any>` and `*` stand for any name, `{a,b}` for one of both. */
function isThere(path: string, before = '^'): boolean {
  const pattern = path
    .replace(/\/$/, '')
    .replace(/[.+?^$()[\]\\]/g, '\\$&')
    .replace(/<[^>]+>|\*/g, '[^/]*')
    .replace(/\{([^}]+)\}/g, (_, names: string) => `(${names.replaceAll(',', '|')})`);
  const known = new RegExp(`${before}${pattern}(/|$)`);
  return files.some((file) => known.test(file));
}

/** What code says about documents that is not so: a document, or a section of it, that is not there. */
export function wrongCitations(path: string): string[] {
  const cited = [
    ...textOf(path)
      .replace(/\n\s*\* ?/g, ' ')
      .matchAll(/\b[\w./-]*\w\.md\b(?: (\d+(?:\.\d+)?)|, "?([A-Z][a-z]+(?: [a-z]+)*))?/g),
  ];
  return cited
    .filter(([text, number, title]) => {
      const [file = ''] = text.split(/[ ,]/);
      if (!isThere(file, '(^|/)')) return true;
      if (!isThere(file) || !(number || title)) return false;
      const headings = headingsOf(readDocument(file)).map((heading) => heading.replace(/^#+ /, ''));
      return !headings.some((heading) =>
        number ? heading.match(/^[\d.]*\d/)?.[0] === number : title?.startsWith(heading),
      );
    })
    .map(([text]) => text);
}
