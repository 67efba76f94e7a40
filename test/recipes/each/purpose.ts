import type { Recipe } from '../recipe.ts';

/** From 2027 on banks may ask for the score (金融授信). */
export const purpose: Recipe = {
  title: 'a purpose of queries',
  folder: 'purpose',
  edits: [
    {
      file: 'lib/shared/purpose.ts',
      at: `] as const;`,
      put: 'instead',
      text: `, 'credit-granting'] as const;`,
    },
    {
      file: 'lib/regulation/purposes.ts',
      at: `  { code: 'procurement',`,
      put: 'before',
      text: `  { code: 'credit-granting', name: '金融授信', versions: [{ from: day('2027-01-01'), opens: ['score'] }] },\n`,
    },
  ],
  concerns: [],
};
