import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeAnswer } from '../../../../../lib/feeds/index.ts';
import { asFile, codesOf, gb18030, read, refusedOf, utf8 } from '../../../../support/feed-file.ts';

const record = { category: 'pharmacy', scheme: 'uscc', id: '91540100MA6T1000XP', name: '店' };
const records = [record, { ...record, name: '"],[{' }];
const defaulter = {
  iname: '扎西',
  cardNum: '540102198503120013',
  caseCode: '(2026)藏01执1号',
  courtName: '拉萨中院',
  publishDate: '2026-05-01',
};

describe('records in a wrapper', () => {
  const wrappers: readonly (readonly [string, (list: unknown) => unknown])[] = [
    ['records', (list) => ({ records: list })],
    ['rows', (list) => ({ rows: list })],
    ['data', (list) => ({ data: list })],
    ['data.list and total', (list) => ({ data: { list, total: 2 } })],
    ['code, msg, data.records', (list) => ({ code: 0, msg: 'ok [{', data: { records: list } })],
    ['result.items', (list) => ({ result: { items: list } })],
    ['total before rows', (list) => ({ total: 2, rows: list })],
    ['a name of its own', (list) => ({ head: { 'a.b': { c: [1, 2] } }, 处罚信息: list, tags: ['x'] })],
    ['four levels', (list) => ({ a: { b: { c: { d: list, e: null } } }, d: 1 })],
    ['totals at its foot', (list) => ({ total: 2, rows: list, footer: [{ name: '合计' }] })],
    ['a list that is empty beside it', (list) => ({ errors: [], data: list })],
    ['records first', (list) => ({ records: list, pages: [{ a: 1 }] })],
  ];

  it.each(wrappers)('of %s are read', async (_what, wrap) => {
    const [compact, pretty] = [JSON.stringify(wrap(records)), JSON.stringify(wrap(records), null, 2)];
    for (const bytes of [utf8(compact), utf8(`\uFEFF${pretty}`), gb18030(pretty), utf8(`${compact}\n`)]) {
      const { rows, format, problem } = await read('registry', bytes);
      expect(problem).toBeUndefined();
      expect(format).toBe('json');
      expect(rows).toMatchObject([
        { row: 1, record: { subject: { name: '店' } } },
        { row: 2, record: { subject: { name: '"],[{' } } },
      ]);
    }
  });

  it.each(wrappers)('of %s come back in an answer', async (_what, wrap) => {
    const bytes = utf8(JSON.stringify(wrap([record, { ...record, name: '' }])));
    const { rows } = await read('registry', bytes);
    const { body } = await writeAnswer(asFile(bytes), refusedOf(rows), 'registry');
    expect((await read('registry', body)).rows.map(codesOf)).toEqual([['value-missing']]);
  });

  it.each([
    ['rows', { rows: [] }],
    ['data.list', { data: { list: [], total: 0 } }],
    ['records', { records: [] }],
  ])('of an empty %s are an empty file', async (_what, wrapper) => {
    for (const text of [JSON.stringify(wrapper), JSON.stringify(wrapper, null, 1), '[]', ' [ ] '])
      expect((await read('registry', utf8(text))).problem).toMatchObject({ code: 'empty-file' });
  });

  it.each([
    ['two arrays', { 企业: records, data: { 个人: records } }, '企业, data.个人'],
    ['no array of objects', { data: [1, 2], rows: 'none', x: { y: 1 } }, 'no array of records'],
    ['an array in an array', { data: [records] }, 'no array of records'],
  ])('of %s are refused by their names', async (_what, wrapper, words) => {
    const { problem } = await read('registry', utf8(JSON.stringify(wrapper, null, 2)));
    expect(problem).toMatchObject({ code: 'broken-json' });
    expect(problem?.detail).toContain(words);
  });

  it('of any nesting are the same as without', async () => {
    const key = fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.array(key, { minLength: 1, maxLength: 6 }), fc.string(), async (path, text) => {
        const wrapped = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), records);
        const beside = Object.assign(Object.create(null), { '\u0000': text }, wrapped);
        const { rows } = await read('registry', utf8(JSON.stringify(beside, null, 2)));
        expect(rows).toEqual((await read('registry', utf8(JSON.stringify(records)))).rows);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a page of records', () => {
  it.each([
    ['total', { total: 40, rows: [defaulter] }, { records: 1, total: 40 }],
    ['total in words', { data: { total: '40', size: 1, list: [defaulter] } }, { records: 1, total: 40 }],
    ['total of a page', { data: { list: [defaulter] }, page: { totalCount: 40 } }, { records: 1, total: 40 }],
    ['number of pages', { pages: 3, list: [defaulter] }, { records: 1 }],
    ['next page', { hasNext: true, list: [defaulter] }, { records: 1 }],
  ])('that says so by its %s is no whole list', async (_what, wrapper, page) => {
    const reading = await read('court', utf8(JSON.stringify(wrapper)));
    expect(reading).toMatchObject({ template: 'defaulters-full', isSnapshot: false, page });
  });

  it.each([
    ['as many', { total: 1, rows: [defaulter] }],
    ['another number', { data: { id: 40, list: [defaulter] }, code: 200, elsewhere: { deep: { total: 9 } } }],
    ['one page', { pages: 1, hasNext: false, list: [defaulter] }],
  ])('that says %s is the whole list', async (_what, wrapper) => {
    const reading = await read('court', utf8(JSON.stringify(wrapper)));
    expect(reading).toMatchObject({ isSnapshot: true });
    expect(reading.page).toBeUndefined();
  });
});

describe('a record a line', () => {
  const line = JSON.stringify(record);

  it.each([
    ['a comma behind each', `${line},\n${line},\n`],
    ['a comma behind each but the last', `${line}, \r\n${line}`],
    ['a mark at its begin', `\uFEFF${line}\n\n${line}\n`],
  ])('with %s is read', async (_what, text) => {
    const { rows, format } = await read('registry', utf8(text));
    expect(format).toBe('ndjson');
    expect(rows.map(({ kind }) => kind)).toEqual(['record', 'record']);
  });

  it('may hold an empty list of another name', async () => {
    const { format } = await read('registry', utf8(JSON.stringify({ ...record, tags: [] })), ['tags']);
    expect(format).toBe('ndjson');
  });
});
