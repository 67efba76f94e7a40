import type { Recipe } from '../recipe.ts';

/** The fine of pharmacies is measured against 800 CNY from 2027 on. */
export const figure: Recipe = {
  title: 'a figure of a table',
  folder: 'figure',
  edits: [
    {
      file: 'lib/regulation/tables/annex-7.pharmacy.ts',
      at: `{ code: 'ph.fine', name: '罚款', weight: 7, rule: { kind: 'amount-linear', limit: 500 } },`,
      put: 'instead',
      text: `{
      code: 'ph.fine',
      name: '罚款',
      weight: 7,
      rule: { kind: 'amount-linear', limit: 500 },
      changes: [
        {
          from: day('2027-01-01'),
          citation: '藏医保〔2026〕88号',
          rule: { kind: 'amount-linear', limit: 800 },
        },
      ],
    },`,
    },
  ],
  concerns: ['test/unit/lib/regulation', 'test/unit/lib/scoring', 'test/cases'],
};
