import type { Day } from '../../shared/day.ts';
import type { ColumnDefinition } from '../feed.ts';
import { unitOfHeader } from '../read-money.ts';

/** What a sender is told about a column, in the words of officers. */
export interface Guide {
  /** What to write: one short sentence in Chinese. */
  readonly write: string;
  /** Made-up values, one for each example row of the template; a single text stands in every row. */
  readonly example: string | readonly string[];
  /** When the cell must be filled in, if that depends on the row. */
  readonly when?: string;
  /** The values that the reader knows (`wordsOf`). */
  readonly words?: readonly string[];
}

/** A column that only other spellings of the same field need. */
export const notOffered = 'not-offered';

/** A guide for every column of a template: a forgotten one does not compile. */
export type Guides<Column extends string> = Readonly<Record<Column, Guide | typeof notOffered>>;

/** A template as it is offered to senders. */
export interface TemplateGuide {
  /** Name of the template of the feed. */
  readonly template: string;
  readonly title: string;
  readonly columns: readonly ColumnGuide[];
  readonly exampleRows: number;
  readonly dictionaries: readonly Dictionary[];
}

/** The values of a column that are too many for its line: a heading, and a row for each. */
export interface Dictionary {
  /** Names a sheet; the reader passes one over whose name ends with 代码. */
  readonly name: string;
  /** Its rows as of a day: a table may change. */
  readonly rowsOn: (today: Day) => readonly (readonly string[])[];
}

interface ColumnGuide {
  readonly name: string;
  readonly need: string;
  readonly write: string;
  readonly words: readonly string[];
  /** One for each example row. */
  readonly examples: readonly string[];
}

interface Offer<Column extends string> {
  readonly template: string;
  readonly title: string;
  readonly columns: Readonly<Record<Column, ColumnDefinition>>;
  readonly guides: Guides<NoInfer<Column>>;
  readonly dictionaries?: readonly Dictionary[];
}

export function guideOf<Column extends string>({
  template,
  title,
  columns,
  guides,
  dictionaries = [],
}: Offer<Column>): TemplateGuide {
  const offered = (Object.keys(columns) as Column[]).flatMap((column) => {
    const guide: Guide | typeof notOffered = guides[column];
    return guide === notOffered ? [] : [{ column: columns[column], guide }];
  });
  const exampleRows = Math.max(
    ...offered.map(({ guide: { example } }) => (typeof example === 'string' ? 1 : example.length)),
  );
  const filled = (example: Guide['example']): readonly string[] =>
    typeof example === 'string' ? Array.from({ length: exampleRows }, () => example) : example;
  return {
    template,
    title,
    exampleRows,
    dictionaries,
    columns: offered.map(({ column, guide: { write, example, when, words = [] } }) => ({
      name: nameOf(column),
      need: when ?? (column.required ? '必填' : '选填'),
      write,
      words,
      examples: filled(example),
    })),
  };
}

/** The official name of a column. One that states the unit goes first, so that a unit is never left to an agreement. */
const nameOf = ({ names }: ColumnDefinition): string =>
  names.find((name) => unitOfHeader(name) !== undefined) ?? names[0] ?? '';

const isChinese = (word: string): boolean => /\p{Script=Han}/u.test(word);

/** The Chinese words of a dictionary. */
export const everyWordOf = (words: Iterable<string>): readonly string[] => [...words].filter(isChinese);

/** The first Chinese word for each value of a dictionary; `omits` are values that a sender must not write. */
export function wordsOf<Value>(
  words: ReadonlyMap<string, Value>,
  omits: readonly NoInfer<Value>[] = [],
): readonly string[] {
  const first = new Map<Value, string>();
  for (const [word, value] of words)
    if (isChinese(word) && !first.has(value) && !omits.includes(value)) first.set(value, word);
  return [...first.values()];
}
