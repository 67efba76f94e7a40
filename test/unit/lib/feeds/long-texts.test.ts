import { describe, expect, it } from 'vitest';
import { codesOf, read, utf8 } from '../../../support/feed-file.ts';
import { penalty, pharmacy } from '../../../support/records.ts';

const rowOf = async (change: object) =>
  (await read('market-supervision', utf8(JSON.stringify([penalty(1, pharmacy, change)])))).rows[0];

describe('the text of a cell', () => {
  it.each([
    ['a document number', { CF_WSH: '藏'.repeat(501) }],
    ['a name', { CF_XDR_MC: '药'.repeat(60_000) }],
    ['prose', { CF_SY: '经'.repeat(300_000) }],
  ])('that is too long to be %s is a finding, and the row keeps its beginning', async (_, change) => {
    const row = await rowOf(change);
    expect(codesOf(row)).toEqual(['text-too-long']);
    if (row?.kind !== 'quarantined') throw new Error('the row was taken');
    const [column = '', sent = ''] = Object.entries(change)[0] ?? [];
    expect(row.findings[0]?.column).toBe(column);
    expect(row.cells[column]).toBe(`${sent.slice(0, 200)}…`);
    expect(row.cells['CF_JDRQ']).toBe(penalty(1, pharmacy)['CF_JDRQ']);
  });

  it.each([
    ['of 500 characters', { CF_WSH: `藏市监罚〔2026〕${'1'.repeat(400)}号` }],
    ['of 8,000 characters of prose', { CF_SY: '经'.repeat(8000) }],
  ])('%s is taken whole', async (_, change) => {
    expect((await rowOf(change))?.kind).toBe('record');
  });

  it('with those of its row is too long together', async () => {
    const change = Object.fromEntries(
      ['CF_SY', 'CF_YJ', 'CF_NR', 'CF_WFXW', 'BZ'].map((name) => [name, '经'.repeat(9000)]),
    );
    const row = await rowOf(change);
    expect(codesOf(row)).toEqual(['text-too-long']);
    if (row?.kind !== 'quarantined') throw new Error('the row was taken');
    expect(row.findings[0]).not.toHaveProperty('column');
    expect(JSON.stringify(row.cells).length).toBeLessThan(5000);
  });
});
