import { describe, expect, it } from 'vitest';
import { addressOf, firstPosition, positionAfter } from '../../../../functions/pull-feed/position.ts';
import { pullSourcesOf } from '../../../../lib/application/settings/pull-settings.ts';
import type { PullPosition } from '../../../../lib/feeds/pull.ts';
import { day } from '../../../../lib/shared/day.ts';
import { pullSource } from '../../../support/pull-source.ts';

const today = day('2026-06-30');
const wentOn = (position: PullPosition, page: { records?: number; next?: string; recordsDigest?: string }) =>
  positionAfter(position, page, { today, pageLimit: 2 });

describe('a pull by cursor', () => {
  it('begins without one, and asks behind the last page', () => {
    const source = pullSource({ url: 'https://authority.example/records?kind=a' });
    expect(addressOf(source, firstPosition(source)).search).toBe('?kind=a&limit=2');
    const { position, hasMore } = wentOn({ mode: 'cursor' }, { records: 2, next: 'C2&x' });
    expect(hasMore).toBe(true);
    expect(addressOf(source, position).search).toBe('?kind=a&cursor=C2%26x&limit=2');
  });

  it('asks for the last page again, which may have grown', () => {
    const position = { mode: 'cursor', cursor: 'C2' } as const;
    expect(wentOn(position, { records: 1 })).toEqual({ position, hasMore: false });
    expect(wentOn(position, { records: 0, next: 'C2' })).toEqual({ position, hasMore: false });
  });
});

/** Pages that a pull asks for until it stops, of an endpoint that answers each with a further page. */
function pagesUntilFault(begin: PullPosition, answer: (page: number) => Parameters<typeof wentOn>[1]) {
  let position = begin;
  for (let page = 1; ; page++) {
    const next = wentOn(position, answer(page));
    if (!next.hasMore) return { pages: page, fault: next.fault, isSamePosition: next.position === position };
    position = JSON.parse(JSON.stringify(next.position)) as PullPosition;
  }
}

describe('a list without an end', () => {
  const digests = (page: number) => ({ records: 2, recordsDigest: String(page) });

  it.each([2, 3, 50])('is noticed by cursors that come again after %i pages', (length) => {
    const found = pagesUntilFault({ mode: 'cursor' }, (page) => ({
      ...digests(page),
      next: `C${page % length}`,
    }));
    expect(found).toMatchObject({ fault: 'repeated-cursor', isSamePosition: true });
    expect(found.pages).toBeGreaterThan(length);
    expect(found.pages).toBeLessThan(4 * length);
  });

  it.each([
    ['under new cursors', { mode: 'cursor' }, (page: number) => ({ next: `C${page}` })],
    ['under new numbers', { mode: 'since', page: 1 }, () => ({})],
  ] as const)('is noticed by records that come again %s', (_, begin, more) => {
    const found = pagesUntilFault(begin, (page) => ({ ...digests(page % 3), ...more(page) }));
    expect(found).toMatchObject({ fault: 'repeated-page' });
    expect(found.pages).toBeLessThan(50);
  });

  it('is noticed by pages without records', () => {
    const found = pagesUntilFault({ mode: 'cursor' }, (page) => ({ records: 0, next: `C${page}` }));
    expect(found).toMatchObject({ fault: 'endless-list', pages: 1001 });
  });

  it('is noticed by its number of pages', () => {
    const found = pagesUntilFault({ mode: 'since', page: 1 }, digests);
    expect(found).toMatchObject({ fault: 'endless-list', pages: 100_001 });
  });

  it('is none where two pages have the same records', () => {
    const found = pagesUntilFault({ mode: 'cursor' }, (page) => ({
      ...digests(1),
      ...(page < 4 && { next: `C${page}` }),
    }));
    expect(found).toEqual({ pages: 4, fault: undefined, isSamePosition: false });
  });
});

describe('a pull since a day', () => {
  it('asks for everything first, page by page', () => {
    const source = pullSource({ mode: 'since' });
    expect(addressOf(source, firstPosition(source)).search).toBe('?page=1&limit=2');
    const { position, hasMore } = wentOn(firstPosition(source), { records: 2, recordsDigest: 'a' });
    expect(hasMore).toBe(true);
    expect(position).toMatchObject({ page: 2, beganOn: today });
  });

  const last = {
    mode: 'since',
    page: 3,
    since: day('2026-06-01'),
    beganOn: day('2026-06-29'),
    before: { digest: 'a', isFull: false },
  } as const;

  it.each([
    ['is not full', { records: 1, recordsDigest: 'b' }],
    ['is a file', { recordsDigest: 'b' }],
  ])('goes on behind a page that %s, though not for ever', (_, page) => {
    expect(wentOn(last, page)).toMatchObject({
      hasMore: true,
      position: { page: 4, before: { digest: 'b' } },
    });
    expect(wentOn({ ...last, page: 1000 }, page).hasMore).toBe(false);
    expect(wentOn({ ...last, page: 1000 }, { records: 2, recordsDigest: 'b' }).hasMore).toBe(true);
  });

  it('ends with a page that is empty or comes again, and begins again on the day it began', () => {
    for (const page of [{ records: 2, recordsDigest: 'a' }, { records: 0, recordsDigest: 'b' }, {}])
      expect(wentOn(last, page)).toEqual({
        position: { mode: 'since', since: '2026-06-29', page: 1 },
        hasMore: false,
      });
  });
});

describe('settings of pulls', () => {
  const parse = (...sources: object[]) => pullSourcesOf({ env: { PULL_SOURCES: JSON.stringify(sources) } });
  const one = { name: 'scjg', source: 'market-supervision', url: 'https://a.example/r', mode: 'cursor' };

  it('have sensible values where none are given', () => {
    expect(pullSourcesOf({ env: {} })).toEqual([]);
    expect(parse(one)).toMatchObject([
      { cursorParam: 'cursor', nextPath: 'next', auth: { kind: 'none' }, allowPrivateAddresses: false },
    ]);
  });

  it.each([
    ['plain http', { url: 'http://a.example/r' }],
    ['another protocol', { url: 'file:///etc/passwd' }],
    ['a password in the address', { url: 'https://me:secret@a.example/r' }],
    ['a name that cannot stand in a key', { name: '../x' }],
    ['a whole list since a day', { mode: 'since', wholeList: true }],
    ['a setting that does not exist', { token: 'x' }],
  ])('are refused for %s, without repeating the value', (_, change) => {
    expect(() => parse({ ...one, ...change })).toThrow(/^PULL_SOURCES is not understood/);
    expect(() => parse({ ...one, ...change })).not.toThrow(/secret/);
  });

  it('are refused when two endpoints have one name', () => {
    expect(() => parse(one, one)).toThrow('PULL_SOURCES');
  });
});
