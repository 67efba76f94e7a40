import type { Recipe } from '../recipe.ts';

const platform = 'lib/feeds/sources/credit-platform/feed.ts';

/** 拖欠农民工工资失信联合惩戒对象名单 comes with the credit platform, and is a veto of medical institutions. */
export const listKind: Recipe = {
  title: 'a kind of list',
  folder: 'list-kind',
  edits: [
    {
      file: 'schemas/record.ts',
      at: `  'abnormal-operation',\n] as const;`,
      put: 'before',
      text: `  'wage-arrears',\n`,
    },
    {
      file: 'lib/regulation/listings.ts',
      at: `  'serious-dishonesty': {`,
      put: 'before',
      text: `  'wage-arrears': {
    name: '拖欠农民工工资失信联合惩戒对象名单',
    source: '人力资源和社会保障部令第45号',
    indicators: { 'medical-institution': 'mi.blacklisted' },
    reachesInstitutions: false,
  },
`,
    },
    {
      file: platform,
      at: `import { departmentPenalties } from './penalties.ts';\n`,
      put: 'after',
      text: `import { wageArrears } from './wage-arrears.ts';\n`,
    },
    {
      file: platform,
      at: `departmentPenalties],`,
      put: 'instead',
      text: `departmentPenalties, wageArrears],`,
    },
  ],
  concerns: ['test/unit/lib/feeds/credit-platform.test.ts', 'test/unit/lib/feeds/templates.test.ts'],
};
