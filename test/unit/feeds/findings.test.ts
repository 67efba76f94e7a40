import { describe, expect, it } from 'vitest';
import { codesOf, read, utf8 } from '../../support/feed-file.ts';

const example = {
  documentNumber: '藏医保查〔2026〕1号',
  category: 'pharmacy',
  scheme: 'uscc',
  id: '91540100MA6T1000XP',
  name: '拉萨测试大药房有限公司',
  indicator: 'ph.fine',
  decidedOn: '2026-05-01',
  amount: '120.50',
  status: '正常',
  authority: '西藏自治区医疗保障局',
};
const one = async (change: object) =>
  (await read('medical-insurance', utf8(JSON.stringify([{ ...example, ...change }])))).rows[0];

describe("the bureau's finding", () => {
  it('is read with its figures', async () => {
    expect(await one({})).toMatchObject({
      kind: 'record',
      record: {
        content: { kind: 'finding', indicator: 'ph.fine', amount: '120.5' },
        authority: { kind: 'medical-insurance' },
      },
    });
  });

  it.each([
    ['an unknown indicator', { indicator: 'ph.nothing' }, 'unknown-indicator'],
    ["another category's indicator", { indicator: 'mi.interview' }, 'wrong-category'],
    ['a figure that is missing', { amount: '' }, 'invalid-figure'],
    ['a figure of another kind', { months: '3' }, 'invalid-figure'],
    ['half a case', { indicator: 'ph.interview', amount: '', count: 0.5 }, 'not-a-count'],
    [
      'a category that has no table',
      { category: 'employer', indicator: 'ph.interview', amount: '' },
      'wrong-category',
    ],
    ['a number of another kind', { scheme: 'resident-id', id: '540102198503120013' }, 'scheme-mismatch'],
    ['no name', { name: '' }, 'value-missing'],
    ['an unknown status', { status: '也许' }, 'unknown-value'],
    ['an act after its decision', { actOn: '2026-05-02' }, 'dates-contradict'],
    ['a list as a value', { name: ['a'], id: [1] }, 'invalid-identifier'],
  ])('with %s waits for a person', async (_what, change, code) => {
    expect(codesOf(await one(change))).toContain(code);
  });

  it('can revoke without saying the figures again', async () => {
    expect(await one({ status: '撤销', amount: '' })).toMatchObject({ record: { status: 'revocation' } });
  });
});
