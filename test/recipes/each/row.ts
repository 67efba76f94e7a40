import type { Recipe } from '../recipe.ts';

const table = 'lib/regulation/tables/annex-7.pharmacy.ts';
const decree = `{ from: day('2027-01-01'), citation: '藏医保〔2026〕88号' }`;

/** From 2027 on pharmacies are no longer asked for training, but for order in their online sales. */
export const row: Recipe = {
  title: 'a row of a table',
  folder: 'row',
  edits: [
    {
      file: table,
      at: `{ code: 'ph.training', name: '医保培训', weight: 6, rule: { kind: 'all-or-nothing' } },`,
      put: 'instead',
      text: `{
      code: 'ph.training',
      name: '医保培训',
      weight: 6,
      rule: { kind: 'all-or-nothing' },
      ends: ${decree},
    },
    {
      code: 'ph.online-sales',
      name: '网络销售',
      weight: 6,
      rule: { kind: 'all-or-nothing' },
      begins: ${decree},
    },`,
    },
    {
      file: 'lib/regulation/tables/levels.ts',
      at: `'ph.training': '医保培训'`,
      put: 'after',
      text: `, 'ph.online-sales': '网络销售'`,
    },
    {
      file: 'test/support/indicator-codes.ts',
      at: `  'ph.training',\n`,
      put: 'after',
      text: `  'ph.online-sales',\n`,
    },
  ],
  concerns: ['test/unit/lib/regulation', 'test/unit/lib/scoring', 'test/unit/lib/feeds/findings.test.ts'],
};
