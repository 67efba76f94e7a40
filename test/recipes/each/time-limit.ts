import type { Recipe } from '../recipe.ts';

/** Who objects has 15 working days from 2027 on. */
export const timeLimit: Recipe = {
  title: 'a time limit',
  folder: 'time-limit',
  edits: [
    {
      file: 'lib/regulation/time-limits.ts',
      at: `'objection.file': {
    article: '第十九条',
    unit: 'working-days',
    values: sinceTheRegulation(10),`,
      put: 'instead',
      text: `'objection.file': {
    article: '第十九条',
    unit: 'working-days',
    values: [...sinceTheRegulation(10), { from: day('2027-01-01'), value: 15 }],`,
    },
  ],
  concerns: ['test/unit/lib/credit-file/cases'],
};
