/** A row as texts of the database, so that no number loses a digit and no time its zone. */
export type Row = Readonly<Record<string, string | null>>;

/** Runs one statement. Parameters are `?`. */
export type Query = (sql: string, values?: readonly string[]) => Promise<Row[]>;

/** What databases say differently. */
export interface Dialect {
  quote(name: string): string;
  /** The schema of a table that is named without one, as an expression. */
  readonly defaultSchema: string;
  /** The columns of the indexes of a table (schema, table), in their order: `index`, `column`. */
  readonly indexes: string;
}

/** A database of an authority. It is connected when it is first needed, and again when the connection was lost. */
export interface Database {
  readonly dialect: Dialect;
  readonly query: Query;
  /** All of it, or nothing. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
