import type { Recipe } from '../recipe.ts';

/** The first cases of a cycle cost nothing, each further one points. */
export const ruleKind: Recipe = {
  title: 'a kind of rule',
  folder: 'rule-kind',
  edits: [
    {
      file: 'schemas/indicator-table.ts',
      at: `  z.strictObject({ kind: z.literal('points-per-case'), points: z.number().positive() }),\n`,
      put: 'after',
      text: `  /** Cases beyond the first ones take a fixed number of points each, down to 0. */
  z.strictObject({ kind: z.literal('points-beyond'), free: whole, points: z.number().positive() }),
`,
    },
    {
      file: 'lib/scoring/rules/index.ts',
      at: `import { pointsPerCase } from './points-per-case.ts';\n`,
      put: 'before',
      text: `import { pointsBeyond } from './points-beyond.ts';\n`,
    },
    {
      file: 'lib/scoring/rules/index.ts',
      at: `  'points-per-case': pointsPerCase,\n`,
      put: 'before',
      text: `  'points-beyond': pointsBeyond,\n`,
    },
  ],
  concerns: ['test/unit/lib/scoring', 'test/unit/lib/regulation'],
};
