import type { TableBoxConfig } from '../config.ts';
import type { Position } from '../journal.ts';
import { BoxProblem } from '../problem.ts';
import type { Database, Query, Row } from './database.ts';

/** What is written back to a row. */
export interface Answer {
  readonly flag: string;
  readonly reason: string;
}

interface Columns {
  readonly key: string;
  readonly updated?: string | undefined;
  readonly flag: string;
  readonly reason?: string | undefined;
}

/** Names as the database has them: PostgreSQL folds them to lower case, MySQL keeps them. */
interface Names {
  readonly schema: string;
  readonly table: string;
  readonly columns: Columns;
  readonly reasonLength: number;
}

const reasonMost = 2000;

/** An exchange table of a database. */
export class Table {
  readonly #database: Database;
  readonly #names: Names;

  private constructor(database: Database, names: Names) {
    this.#database = database;
    this.#names = names;
  }

  /** @throws BoxProblem when the table, a column or an index is missing */
  static async open(config: TableBoxConfig, database: Database): Promise<Table> {
    const table = new Table(database, await namesOf(config, database));
    const missing = config.withoutIndex ? undefined : await table.#missingIndex();
    if (missing) throw new BoxProblem(missing);
    return table;
  }

  get columns(): Columns {
    return this.#names.columns;
  }

  get #name(): string {
    const { quote } = this.#database.dialect;
    return `${quote(this.#names.schema)}.${quote(this.#names.table)}`;
  }

  #quoted(column: keyof Columns): string {
    return this.#database.dialect.quote(this.#names.columns[column] ?? '');
  }

  /** Rows behind a position, by their time and key. */
  after(position: Position | undefined, limit: number): Promise<Row[]> {
    const [time, key] = [this.#quoted('updated'), this.#quoted('key')];
    const where = position ? `where ${time} >= ? and (${time} > ? or ${key} > ?)` : '';
    const { updated = '', key: last = '' } = position ?? {};
    return this.#database.query(
      `select * from ${this.#name} ${where} order by ${time}, ${key} limit ${limit}`,
      position ? [updated, updated, last] : [],
    );
  }

  /** Rows without an outcome, by their key. */
  unanswered(limit: number): Promise<Row[]> {
    const flag = this.#quoted('flag');
    return this.#database.query(
      `select * from ${this.#name} where ${flag} is null or ${flag} = '' order by ${this.#quoted('key')} limit ${limit}`,
    );
  }

  byKeys(keys: readonly string[]): Promise<Row[]> {
    return this.#byKeys(keys, this.#database.query, '');
  }

  #byKeys(keys: readonly string[], query: Query, lock: string): Promise<Row[]> {
    if (keys.length === 0) return Promise.resolve([]);
    const places = keys.map(() => '?').join(', ');
    return query(`select * from ${this.#name} where ${this.#quoted('key')} in (${places}) ${lock}`, keys);
  }

  /**
   * Writes outcomes back to the rows that are still as they were read. The rows are locked while they are compared.
   * @returns the keys of the rows that it was written to
   */
  answer(
    answers: ReadonlyMap<string, Answer>,
    isUnchanged: (row: Row) => boolean,
    keyOf: (row: Row) => string,
  ): Promise<string[]> {
    return this.#database.transaction(async (query) => {
      const found = await this.#byKeys([...answers.keys()], query, 'for update');
      const keys = found.filter(isUnchanged).map(keyOf);
      for (const [text, group] of Map.groupBy(keys, (key) => JSON.stringify(answers.get(key))))
        await this.#write(JSON.parse(text) as Answer, group, query);
      return keys;
    });
  }

  async #write({ flag, reason }: Answer, keys: readonly string[], query: Query): Promise<void> {
    const hasReason = this.#names.columns.reason !== undefined;
    const set = [`${this.#quoted('flag')} = ?`, ...(hasReason ? [`${this.#quoted('reason')} = ?`] : [])].join(
      ', ',
    );
    const shown = [...reason].slice(0, this.#names.reasonLength).join('');
    const places = keys.map(() => '?').join(', ');
    await query(`update ${this.#name} set ${set} where ${this.#quoted('key')} in (${places})`, [
      flag,
      ...(hasReason ? [shown] : []),
      ...keys,
    ]);
  }

  /** Tries to write back, to no row. @throws BoxProblem without the right to */
  async tryWriting(): Promise<void> {
    const columns = [this.#quoted('flag'), ...(this.#names.columns.reason ? [this.#quoted('reason')] : [])];
    await this.#database.query(
      `update ${this.#name} set ${columns.map((one) => `${one} = ${one}`).join(', ')} where 1 = 0`,
    );
  }

  /** True when a row has no time, so that it is never found by it. */
  async hasRowsWithoutTime(): Promise<boolean> {
    if (!this.#names.columns.updated) return false;
    const rows = await this.#database.query(
      `select 1 as one from ${this.#name} where ${this.#quoted('updated')} is null limit 1`,
    );
    return rows.length > 0;
  }

  async #missingIndex(): Promise<string | undefined> {
    const { schema, table, columns } = this.#names;
    const wanted = columns.updated ?? columns.flag;
    const rows = await this.#database.query(this.#database.dialect.indexes, [schema, table]);
    const first = [...Map.groupBy(rows, ({ index }) => index).values()].map(([one]) => one?.['column']);
    if (first.includes(wanted)) return undefined;
    const { quote } = this.#database.dialect;
    const statement = `create index ${quote(`${table}_exchange`)} on ${this.#name} (${quote(wanted)}, ${this.#quoted('key')})`;
    return `no index of the table begins with ${wanted}, so that each look reads all of it. Create one: ${statement}; or set "withoutIndex": true`;
  }
}

async function namesOf(config: TableBoxConfig, { query, dialect }: Database): Promise<Names> {
  const parts = config.table.split('.');
  const [table = '', schema] = parts.reverse();
  const rows = await query(
    `select table_schema as "schema", table_name as "table", column_name as "column", character_maximum_length as "length"
       from information_schema.columns
      where lower(table_schema) = lower(${schema === undefined ? dialect.defaultSchema : '?'}) and lower(table_name) = lower(?)`.replaceAll(
      /"(\w+)"/g,
      (_, name: string) => dialect.quote(name),
    ),
    schema === undefined ? [table] : [schema, table],
  );
  const [first] = rows;
  if (!first) throw new BoxProblem('the table is not there, or the user may not see it');
  const find = (name: string): Row => {
    const row = rows.find(({ column }) => column?.toUpperCase() === name.toUpperCase());
    if (!row) throw new BoxProblem(`the table has no column ${name}`);
    return row;
  };
  const nameOf = (name: string): string => find(name)['column'] ?? name;
  const { flag, reason } = config.status;
  return {
    schema: first['schema'] ?? '',
    table: first['table'] ?? table,
    columns: {
      key: nameOf(config.key),
      flag: nameOf(flag),
      ...(config.updated && { updated: nameOf(config.updated) }),
      ...(reason && { reason: nameOf(reason) }),
    },
    reasonLength: reason ? Math.min(reasonMost, Number(find(reason)['length'] ?? reasonMost)) : 0,
  };
}
