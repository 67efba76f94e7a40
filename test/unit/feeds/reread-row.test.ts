import { expect, it } from 'vitest';
import { rereadContext } from '../../../lib/composition/reread-context.ts';
import { rereadRow } from '../../../lib/feeds/index.ts';
import { fakeRuntime } from '../../support/fake-runtime.ts';
import { codesOf, read, utf8 } from '../../support/feed-file.ts';
import { penalty, pharmacy } from '../../support/records.ts';

it('a row is understood when it is read again after its words were mapped for the source', async () => {
  const sent = penalty(1, pharmacy, { CF_CFLB: '训诫；3' });
  const [row] = (await read('market-supervision', utf8(JSON.stringify([sent])))).rows;
  expect(codesOf(row)).toEqual(['unmapped-kind']);
  if (row?.kind !== 'quarantined') throw new Error('the row was taken');
  const again = (settings: object) => {
    const runtime = { ...fakeRuntime(), env: { SOURCE_SETTINGS: JSON.stringify(settings) } };
    const arrived = { source: 'market-supervision', receivedAt: '2026-06-30T00:00:00Z' } as const;
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
