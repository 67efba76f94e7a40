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
    {
      file: 'lib/feeds/full-lists.ts',
      at: `  court: ['defaulters-full'],\n`,
      put: 'after',
      text: `  'tax-bureau': ['tax-dishonesty-full'],\n`,
    },
    {
      file: 'schemas/reasons/source-names.ts',
      at: `  'discipline-inspection': '纪检监察',\n`,
      put: 'after',
      text: `  'tax-bureau': '税务',\n`,
    },
    {
      file: 'lib/feeds/guides/template-guides.ts',
      at: `import { registryGuides } from './registry.ts';\n`,
      put: 'after',
      text: `import { taxBureauGuides } from './tax-bureau.ts';\n`,
    },
    {
      file: 'lib/feeds/guides/template-guides.ts',
      at: `  'discipline-inspection': disciplineGuides,\n`,
      put: 'after',
      text: `  'tax-bureau': taxBureauGuides,\n`,
    },
  ],
  concerns: [
    'test/unit/lib/feeds/templates.test.ts',
    'test/unit/lib/feeds/guides',
    'test/unit/lib/application',
    'test/unit/schemas',
  ],
};
