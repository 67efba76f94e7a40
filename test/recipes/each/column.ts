import type { Recipe } from '../recipe.ts';

/** The court begins to send how much is owed (执行标的金额): it is kept and shown. */
export const column: Recipe = {
  title: 'a column of a source',
  folder: 'column',
  edits: [
    {
      file: 'lib/feeds/sources/court/columns.ts',
      at: `  performance: optional('被执行人的履行情况', '履行情况', 'performance'),\n`,
      put: 'after',
      text: `  owed: optional('执行标的金额', 'execMoney'),\n`,
    },
    {
      file: 'lib/feeds/sources/court/feed.ts',
      at: `      matter: matterOf(row.text('conduct'), row.text('performance')),\n`,
      put: 'after',
      text: `      owedCny: row.amount('owed'),\n`,
    },
    {
      file: 'lib/feeds/lists/listing.ts',
      at: `  readonly matter: string;\n`,
      put: 'after',
      text: `  /** 执行标的金额. */\n  readonly owedCny?: string | undefined;\n`,
    },
    {
      file: 'lib/feeds/lists/listing.ts',
      at: `...(removedOn && { removedOn }) },\n`,
      put: 'instead',
      text: `...(removedOn && { removedOn }), ...(entry.owedCny && { owedCny: entry.owedCny }) },\n`,
    },
    {
      file: 'schemas/record.ts',
      at: `  removedOn: dayText.optional(),\n`,
      put: 'after',
      text: `  owedCny: decimalText.optional(),\n`,
    },
    {
      file: 'lib/credit-file/facts/identity-fields.ts',
      at: `removedOn: 'identity' }`,
      put: 'instead',
      text: `removedOn: 'identity', owedCny: 'detail' }`,
    },
    {
      file: 'lib/feeds/guides/court.ts',
      at: `  performance: { write: '全部未履行、部分未履行等。', example: '全部未履行' },\n`,
      put: 'after',
      text: `  owed: { write: '以元为单位的数字，不写单位。', example: '' },\n`,
    },
  ],
  concerns: [
    'test/unit/lib/application/intake',
    'test/unit/lib/feeds/court.test.ts',
    'test/unit/lib/feeds/sources-in-formats.test.ts',
    'test/unit/lib/feeds/templates.test.ts',
  ],
};
