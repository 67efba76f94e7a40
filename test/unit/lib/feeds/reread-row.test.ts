import { describe, expect, it } from 'vitest';
import { rereadContext } from '../../../../lib/application/quarantine/reread-context.ts';
import { rereadRow } from '../../../../lib/feeds/index.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';
import { codesOf, read, utf8 } from '../../../support/feed-file.ts';
import { penalty, pharmacy } from '../../../support/records.ts';

it('a row is understood when it is read again after its words were mapped for the source', async () => {
  const sent = penalty(1, pharmacy, { CF_CFLB: '训诫；3' });
  const [row] = (await read('market-supervision', utf8(JSON.stringify([sent])))).rows;
  expect(codesOf(row)).toEqual(['unmapped-kind']);
  if (row?.kind !== 'quarantined') throw new Error('the row was taken');
  const again = (settings: object) => {
    const runtime = { ...fakeRuntime(), env: { SOURCE_SETTINGS: JSON.stringify(settings) } };
    const arrived = {
      source: 'market-supervision',
      receivedAt: '2026-06-30T00:00:00Z',
      findings: [],
    } as const;
    const context = rereadContext(arrived, runtime);
    return rereadRow(row, { ...arrived, template: row.template, context });
  };
  expect(codesOf(again({}))).toEqual(['unmapped-kind']);
  const penaltyKinds = { 训诫: ['warning'], '3': ['confiscation'] };
  expect(again({ 'market-supervision': { penaltyKinds } })).toMatchObject({
    kind: 'record',
    record: { content: { penalties: ['warning', 'confiscation'] } },
  });
});

describe('a row whose day lay ahead when it came', () => {
  const readOn = async (decidedOn: string, days: number, change: object = {}) => {
    const sent = penalty(1, pharmacy, { CF_JDRQ: decidedOn, ...change });
    const [row] = (await read('market-supervision', utf8(JSON.stringify([sent])))).rows;
    if (row?.kind !== 'quarantined') throw new Error('the row was taken');
    const runtime = {
      ...fakeRuntime(),
      env: {},
      clock: () => new Date(Date.parse('2026-06-30T15:00:00Z') + days * 86_400_000),
    };
    const arrived = {
      source: 'market-supervision',
      receivedAt: '2026-06-30T15:00:00Z',
      findings: row.findings,
    } as const;
    const again = rereadRow(row, {
      ...arrived,
      template: row.template,
      context: rereadContext(arrived, runtime),
    });
    return [codesOf(row), again.kind === 'record' ? 'taken' : codesOf(again)];
  };

  it.each([
    ['waits before its day', '2026-07-02', 1, 'date-not-yet', ['date-not-yet']],
    ['is taken on its day', '2026-07-02', 2, 'date-not-yet', 'taken'],
    ['is taken later, if nobody looked on its day', '2026-07-07', 30, 'date-not-yet', 'taken'],
    ['stays a mistake if it lay further ahead', '2026-07-08', 30, 'date-in-future', ['date-in-future']],
  ])('%s', async (_what, decidedOn, days, before, after) => {
    expect(await readOn(decidedOn, days)).toEqual([[before], after]);
  });

  it('waits for a person, not for its day, if something else is wrong with it', async () => {
    expect(await readOn('2026-07-01', 0, { CF_CFLB: '训斥' })).toEqual([
      ['unmapped-kind', 'date-in-future'],
      ['unmapped-kind', 'date-in-future'],
    ]);
  });
});

describe('a row that its format broke, read again', () => {
  const context = rereadContext(
    { source: 'registry', receivedAt: '2026-06-30T00:00:00Z', findings: [] },
    { ...fakeRuntime(), env: {} },
  );
  const sent = async (text: string) => {
    const [row] = (await read('registry', utf8(text))).rows;
    if (row?.kind !== 'quarantined') throw new Error('the row was taken');
    return (values: Record<string, string> = {}) =>
      rereadRow(
        { ...row, cells: { ...row.cells, ...values }, changed: Object.keys(values) },
        { source: 'registry', template: row.template, context },
      );
  };
  const record = '"category":"pharmacy","scheme":"uscc","id":"91540100MA6T1000XP","name":"店"';
  const xml = (inside: string) =>
    `<DATAS><DATA><category>pharmacy</category><scheme>uscc</scheme><id>91540100MA6T1000XP</id>${inside}</DATA></DATAS>`;
  const header = 'category,scheme,id,name';
  const line = 'pharmacy,uscc,91540100MA6T1000XP,店';

  it('waits until the field that was given twice is corrected', async () => {
    const again = await sent(`[{${record},"name":"铺"}]`);
    expect(codesOf(again())).toEqual(['repeated-field']);
    expect(codesOf(again({ scheme: 'uscc' }))).toEqual(['repeated-field']);
    expect(again({ name: '店' })).toMatchObject({ record: { subject: { name: '店' } } });
  });

  it('waits until each of several such fields is corrected', async () => {
    const again = await sent(`[{${record},"name":"铺","category":"x"}]`);
    expect(codesOf(again({ name: '店' }))).toEqual(['repeated-field']);
    expect(again({ name: '店', category: 'pharmacy' }).kind).toBe('record');
  });

  it('waits for the sender when its text stands in no field', async () => {
    const again = await sent(xml('x<name>店</name>'));
    expect(codesOf(again({ name: '店' }))).toEqual(['stray-text']);
  });

  it.each([
    ['behind the header', `${header}\n${line},x`, 'too-many-cells', '#5'],
    ['far behind the header', `${header}\n${line}${','.repeat(3000)}x`, 'too-many-cells', '#1001'],
    [
      'under a blank in the header',
      `category,scheme,,id,name\n${line.replace('uscc', 'uscc,x')}`,
      'unnamed-column',
      '#3',
    ],
  ])('waits while a value is visible %s', async (_where, text, code, place) => {
    const again = await sent(text);
    expect(codesOf(again({ name: '铺' }))).toEqual([code]);
    expect(again({ [place]: '' }).kind).toBe('record');
  });
});
