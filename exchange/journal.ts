import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Entry, EntryState, Outcome } from './box.ts';
import { BoxProblem } from './problem.ts';

/** How far a table was read: the update time and the key of a row, as texts of the database. */
export interface Position {
  readonly updated: string;
  readonly key: string;
}

const layout = `
  create table if not exists entry (
    id integer primary key autoincrement, box text not null, name text not null, state text not null,
    digest text, run text, outcome text, detail text not null, found text not null);
  create index if not exists open_entry on entry (box, id) where state in ('found', 'sent', 'ended');
  create index if not exists same_entry on entry (box, digest, id);
  create table if not exists told (
    box text not null, key text not null, digest text not null, primary key (box, key)) without rowid;
  create index if not exists again on told (box) where digest = '';
  create table if not exists position (
    box text primary key, updated text not null, key text not null) without rowid;`;

type Row = Readonly<Record<string, string | number | null>>;

/**
 * What the agent has done, on disk. Each change is one transaction of SQLite that is flushed before the call returns, so
 * that a kill or a loss of power between two steps repeats at most the last one. The file is locked for one process.
 */
export class Journal {
  readonly #db: DatabaseSync;
  readonly #clock: () => Date;

  /** @throws BoxProblem when another agent works on this folder */
  constructor(folder: string, clock: () => Date) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#clock = clock;
    this.#db = new DatabaseSync(join(folder, 'journal.sqlite'));
    try {
      this.#db.exec(
        'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; begin immediate; commit;',
      );
      this.#db.exec(layout);
    } catch (error) {
      this.#db.close();
      if (!String(error).includes('locked')) throw error;
      throw new BoxProblem(
        `another agent works on ${folder}: stop it, or give this one another "state" folder`,
      );
    }
  }

  #all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#db.prepare(sql).all(...values) as Row[];
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#db.prepare(sql).run(...values);
  }

  add(box: string, name: string, detail: unknown): Entry {
    const { lastInsertRowid } = this.#db
      .prepare('insert into entry (box, name, state, detail, found) values (?, ?, ?, ?, ?)')
      .run(box, name, 'found', JSON.stringify(detail), this.#clock().toISOString());
    return { id: Number(lastInsertRowid), box, name, state: 'found', detail };
  }

  /** Writes what changed of an entry. */
  update<Detail>(
    entry: Entry<Detail>,
    change: Partial<Omit<Entry<Detail>, 'id' | 'box' | 'name'>>,
  ): Entry<Detail> {
    const next = { ...entry, ...change };
    this.#run(
      'update entry set state = ?, digest = ?, run = ?, outcome = ?, detail = ? where id = ?',
      next.state,
      next.digest ?? null,
      next.run ?? null,
      next.outcome ? JSON.stringify(next.outcome) : null,
      JSON.stringify(next.detail),
      next.id,
    );
    return next;
  }

  /** Entries of a box that are not settled, in the order in which they were found. */
  open(box: string): Entry[] {
    const sql = "select * from entry where box = ? and state in ('found', 'sent', 'ended') order by id";
    return this.#all(sql, box).map(entryOf);
  }

  entry(id: number): Entry | undefined {
    return this.#all('select * from entry where id = ?', id).map(entryOf)[0];
  }

  /** An entry with the same content that was found before and is on its way or was read: the latest. */
  sameBefore({ box, digest, id }: Entry): Entry | undefined {
    const sql =
      "select * from entry where box = ? and digest = ? and id < ? and state <> 'gone' order by id desc";
    return this.#all(sql, box, digest ?? '', id)
      .map(entryOf)
      .find(({ outcome }) => outcome === undefined || (outcome.kind === 'read' && outcome.isTaken));
  }

  /** The entry that was sent last before this one. */
  sentBefore({ box, id }: Entry): Entry | undefined {
    const sql = 'select * from entry where box = ? and id < ? and run is not null order by id desc limit 1';
    return this.#all(sql, box, id).map(entryOf)[0];
  }

  /** When something was last found in a box. */
  lastFoundAt(box: string): string | undefined {
    return (
      (this.#all('select max(found) as found from entry where box = ?', box)[0]?.['found'] as
        | string
        | undefined) ?? undefined
    );
  }

  /** The digest that a row had when its outcome was written back. */
  toldOf(box: string, key: string): string | undefined {
    return this.#all('select digest from told where box = ? and key = ?', box, key)[0]?.['digest'] as
      | string
      | undefined;
  }

  /** Notes that outcomes were written back. */
  tell(box: string, rows: readonly { key: string; digest: string }[]): void {
    this.#db.exec('begin');
    try {
      for (const { key, digest } of rows)
        this.#run('insert or replace into told (box, key, digest) values (?, ?, ?)', box, key, digest);
      this.#db.exec('commit');
    } catch (error) {
      this.#db.exec('rollback');
      throw error;
    }
  }

  /** Rows that changed while their outcome was on its way. */
  again(box: string, most: number): string[] {
    return this.#all("select key from told where box = ? and digest = '' limit ?", box, most).map(({ key }) =>
      String(key),
    );
  }

  /** Rows that are no more. */
  forget(box: string, keys: readonly string[]): void {
    for (const key of keys) this.#run('delete from told where box = ? and key = ?', box, key);
  }

  position(box: string): Position | undefined {
    const [row] = this.#all('select updated, key from position where box = ?', box);
    return row && { updated: String(row['updated']), key: String(row['key']) };
  }

  moveTo(box: string, { updated, key }: Position): void {
    this.#run('insert or replace into position (box, updated, key) values (?, ?, ?)', box, updated, key);
  }

  close(): void {
    this.#db.close();
  }
}

const entryOf = ({ id, box, name, state, digest, run, outcome, detail }: Row): Entry => ({
  id: Number(id),
  box: String(box),
  name: String(name),
  state: state as EntryState,
  ...(digest && { digest: String(digest) }),
  ...(run && { run: String(run) }),
  ...(outcome && { outcome: JSON.parse(String(outcome)) as Outcome }),
  detail: JSON.parse(String(detail)),
});
