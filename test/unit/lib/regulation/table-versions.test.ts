import { describe, expect, it } from 'vitest';
import type { DatedTable } from '../../../../lib/regulation/indicator-table.ts';
import { versionsOf } from '../../../../lib/regulation/table-versions.ts';
import { day } from '../../../../lib/shared/day.ts';

const rule = { kind: 'all-or-nothing' } as const;
const first = day('2023-05-08');
const decree = { from: day('2027-01-01'), citation: '藏医保〔2026〕88号' };
const later = { from: day('2029-07-01'), citation: '藏医保〔2029〕5号' };

const table: DatedTable = {
  id: 'annex-7',
  inForceFrom: first,
  article: '附件7',
  citation: '藏医保〔2023〕33号 附件7',
  category: 'pharmacy',
  indicators: [
    {
      code: 'ph.fine',
      name: '罚款',
      weight: 7,
      rule: { kind: 'amount-linear', limit: 500 },
      changes: [
        { ...decree, rule: { kind: 'amount-linear', limit: 800 } },
        { ...later, weight: 9 },
      ],
    },
    { code: 'ph.management', name: '管理组织', weight: 5, rule },
    { code: 'ph.training', name: '医保培训', weight: 6, rule, ends: decree },
    { code: 'ph.online-sales', name: '网络销售', weight: 6, rule, begins: decree },
  ],
};

describe('a table with changes in its rows', () => {
  const [atFirst, changed, last] = versionsOf(table);

  it('has a version from its own day, as plain rows', () => {
    expect(atFirst).toMatchObject({
      version: first,
      inForceFrom: first,
      citation: '藏医保〔2023〕33号 附件7',
    });
    expect(atFirst?.indicators).toEqual([
      { code: 'ph.fine', name: '罚款', weight: 7, rule: { kind: 'amount-linear', limit: 500 } },
      { code: 'ph.management', name: '管理组织', weight: 5, rule },
      { code: 'ph.training', name: '医保培训', weight: 6, rule },
    ]);
  });

  it('has one from each further day, with everything that changed by then', () => {
    expect(versionsOf(table)).toHaveLength(3);
    expect(changed).toMatchObject({ version: '2027-01-01', inForceFrom: '2027-01-01' });
    expect(changed?.indicators.map(({ code, weight }) => [code, weight])).toEqual([
      ['ph.fine', 7],
      ['ph.management', 5],
      ['ph.online-sales', 6],
    ]);
    expect(changed?.indicators[0]?.rule).toEqual({ kind: 'amount-linear', limit: 800 });
    expect(last?.indicators[0]).toEqual({
      code: 'ph.fine',
      name: '罚款',
      weight: 9,
      rule: { kind: 'amount-linear', limit: 800 },
    });
  });

  it('cites every document that changed it, once', () => {
    expect(changed?.citation).toBe('藏医保〔2023〕33号 附件7（经藏医保〔2026〕88号修改）');
    expect(last?.citation).toBe('藏医保〔2023〕33号 附件7（经藏医保〔2026〕88号、藏医保〔2029〕5号修改）');
  });
});
