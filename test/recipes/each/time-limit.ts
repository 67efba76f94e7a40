import type { Recipe } from '../recipe.ts';

/** Who objects has 15 working days from 2027 on. */
export const timeLimit: Recipe = {
  title: 'a time limit',
  folder: 'time-limit',
  edits: [
    {
      file: 'lib/regulation/time-limits.ts',
      at: `    values: sinceTheRegulation(10),
  },
  /** To decide an objection, from its receipt. */`,
      put: 'instead',
      text: `    values: [...sinceTheRegulation(10), { from: day('2027-01-01'), value: 15 }],
  },
  /** To decide an objection, from its receipt. */`,
    },
  ],
  concerns: ['test/unit/lib/credit-file/cases'],
};
