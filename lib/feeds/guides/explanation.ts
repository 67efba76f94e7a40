import type { TemplateGuide } from './guide.ts';

/** The explanation of a template as a table: a heading, and a line for each column. */
export const explanationOf = ({ columns, exampleRows }: TemplateGuide): string[][] => [
  ['列名', '是否必填', '怎么填', '可填的值', ...exampleNames(exampleRows)],
  ...columns.map(({ name, need, write, words, examples }) => [
    name,
    need,
    write,
    words.join('，'),
    ...examples,
  ]),
];

const exampleNames = (count: number): string[] =>
  count === 1 ? ['示例'] : Array.from({ length: count }, (_, index) => `示例${index + 1}`);
