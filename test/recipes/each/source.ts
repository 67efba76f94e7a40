import type { Recipe } from '../recipe.ts';

/** The tax bureau sends its list of 严重失信主体, each time as a whole. */
export const source: Recipe = {
  title: 'a source',
  folder: 'source',
  edits: [
    { file: 'lib/shared/source.ts', at: `  'registry',\n`, put: 'before', text: `  'tax-bureau',\n` },
    {
      file: 'lib/feeds/sources.ts',
      at: `import { registry } from './sources/registry/feed.ts';\n`,
      put: 'after',
      text: `import { taxBureau } from './sources/tax-bureau/feed.ts';\n`,
    },
    {
      file: 'lib/feeds/sources.ts',
      at: `  'discipline-inspection': disciplineInspection,\n`,
      put: 'after',
      text: `  'tax-bureau': taxBureau,\n`,
    },
  ],
  concerns: ['test/unit/lib/feeds/templates.test.ts', 'test/unit/lib/application', 'test/unit/schemas'],
};
