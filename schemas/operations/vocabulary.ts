import { categories, gradedCategories } from '../../lib/shared/category.ts';
import { grades } from '../../lib/shared/grade.ts';
import { purposeCodes } from '../../lib/shared/purpose.ts';
import { schemes } from '../../lib/shared/scheme.ts';
import { problemReasons } from '../reasons/problems/index.ts';
import { waitingReasons } from '../reasons/rows/index.ts';
import { runReasons } from '../reasons/run-problems.ts';

interface Words {
  readonly description: string;
  readonly enum: readonly string[];
}

/** Lists of words that stand in many shapes, by their name in the contract. A shape with just these words refers to the list. */
const lists: Readonly<Record<string, Words>> = {
  Category: { description: 'The kind of a subject 信用主体 (Art. 4)', enum: categories },
  GradedCategory: { description: 'A category that has an indicator table', enum: gradedCategories },
  Grade: { description: 'Credit grade 信用等级, best to worst (Art. 16)', enum: grades },
  GradeState: {
    description: '`published`: of an annual evaluation; `interim`: of the running cycle',
    enum: ['interim', 'published'],
  },
  Scheme: {
    description: 'What an identifier is: GB 32100, GB 11643, or a national medical-insurance code',
    enum: schemes,
  },
};

/** Lists of codes, by their name. Their fields are open texts in the product, which keeps what earlier releases wrote. */
const codes: Readonly<Record<string, Words>> = {
  Purpose: { description: 'Purpose of a query 使用目的; each opens its own fields', enum: purposeCodes },
  ProblemCode: { description: 'Why a request is refused', enum: Object.keys(problemReasons) },
  RunProblemCode: { description: 'Why a run is held or failed', enum: Object.keys(runReasons) },
  RowReason: { description: 'Why a row was not accepted', enum: Object.keys(waitingReasons) },
};

/** Where codes stand: shape, then the field on the way to them. */
const codeFields: readonly (readonly [code: string, shape: string, ...fields: readonly string[]])[] = [
  ['Purpose', 'GradesQuery', 'purpose'],
  ['ProblemCode', 'Problem', 'code'],
  ['RunProblemCode', 'RunView', 'problem', 'code'],
  ['RowReason', 'FindingView', 'code'],
];

type Schema = { [name: string]: unknown };
interface Document {
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** Adds the lists to a contract, and has its shapes refer to them. @throws Error for a field that is not there */
export function addVocabulary(document: Document): void {
  const { schemas } = document.components;
  const byWords = new Map(Object.entries(lists).map(([name, words]) => [wordsOf(words.enum), name]));
  const used = new Set<string>();
  referTo(document, (said) => {
    const name = byWords.get(wordsOf(said));
    if (name !== undefined) used.add(name);
    return name;
  });
  for (const [code, shape, ...fields] of codeFields) {
    const field = fields.reduce<Schema | undefined>(
      (schema, name) => (schema?.['properties'] as Record<string, Schema> | undefined)?.[name],
      schemas[shape],
    );
    if (!field) throw new Error(`the contract has no ${shape}.${fields.join('.')}`);
    for (const name of Object.keys(field)) delete field[name];
    field['$ref'] = refTo(code);
    used.add(code);
  }
  for (const [name, words] of Object.entries({ ...lists, ...codes }))
    if (used.has(name)) schemas[name] = { type: 'string', ...words };
}

const refTo = (name: string): string => `#/components/schemas/${name}`;
const wordsOf = (list: readonly unknown[]): string => list.join('|');

/** Replaces each list of words in a document that has a name. */
function referTo(part: unknown, nameOf: (words: readonly unknown[]) => string | undefined): void {
  if (typeof part !== 'object' || part === null) return;
  const schema = part as Schema;
  const words = schema['enum'];
  const name = Array.isArray(words) && schema['type'] === 'string' ? nameOf(words) : undefined;
  if (name !== undefined) {
    delete schema['enum'];
    delete schema['type'];
    schema['$ref'] = refTo(name);
  }
  for (const inner of Object.values(schema)) referTo(inner, nameOf);
}
