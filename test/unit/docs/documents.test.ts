import { describe, expect, it } from 'vitest';
import { brokenLinks, unknownPaths, wrongCitations } from '../../support/document-faults.ts';
import {
  cellsOf,
  codeBlocksOf,
  filesLike,
  headingsOf,
  readDocument,
  textOf,
} from '../../support/documents.ts';

const documents = filesLike(
  'README*.md',
  'CONTRIBUTING.md',
  'docs/**/*.md',
  'lib/GLOSSARY.md',
  '{console,exchange,functions,infra,lib,schemas,test}/**/README.md',
  'clients/*/README.md',
);
const pages = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'docs/README.md', 'docs/where.md'];

describe.each(documents)('%s', (path) => {
  it('links to what is there', () => {
    expect(brokenLinks(readDocument(path))).toEqual([]);
  });

  it('names files and folders that are there', () => {
    expect(unknownPaths(readDocument(path))).toEqual([]);
  });

  it('names commands that are there', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: object };
    const commands = [...textOf(path).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(
      ([, name = '']) => name,
    );
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});

it('code cites documents and sections that are there', () => {
  const sources = filesLike('{console,exchange,functions,infra,lib,schemas}/**/*.ts');
  const wrong = sources.map((path) => [path, wrongCitations(path)] as const);
  expect(wrong.filter(([, citations]) => citations.length > 0)).toEqual([]);
});

it.each(pages)('%s has cells that are read at a glance', (path) => {
  expect(cellsOf(readDocument(path)).filter((cell) => cell.length > 120)).toEqual([]);
});

it.each(['README.md', 'README.zh-CN.md'])('%s is under 150 lines', (path) => {
  expect(readDocument(path).lines.length).toBeLessThan(150);
});

it('the README has the same headings and the same commands in both languages', () => {
  const levels = (path: string) => headingsOf(readDocument(path)).map((heading) => heading.indexOf(' '));
  expect(levels('README.zh-CN.md')).toEqual(levels('README.md'));
  expect(codeBlocksOf('README.zh-CN.md')).toEqual(codeBlocksOf('README.md'));
});
