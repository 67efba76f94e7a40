import { createHash } from 'node:crypto';
import type { Source } from '../../lib/shared/source.ts';
import type { Box, Ending, Entry } from '../box.ts';
import type { TableBoxConfig } from '../config.ts';
import type { Connector, Content } from '../connector.ts';
import type { Journal } from '../journal.ts';
import { BoxProblem, problemText } from '../problem.ts';
import { OverlapCursor } from './cursor.ts';
import type { Database, Row } from './database.ts';
import { answersTo } from './outcomes.ts';
import { RowReader } from './row.ts';
import { Table } from './table.ts';

interface TableBoxDeps {
  readonly database: Database;
  readonly journal: Journal;
  readonly clock: () => Date;
}

/** A row of a batch: which one, as it was read. */
interface Taken {
  readonly key: string;
  readonly digest: string;
  /** False for one that was taken back and is not sent. */
  readonly isSent: boolean;
}

interface BatchDetail {
  readonly rows: readonly Taken[];
}

const rowsAPage = 1000;
/** Bytes of one request, below what the gateway passes. */
const bytesMost = 3 * 1024 * 1024;

/**
 * An exchange table (前置库): new and changed rows are sent in batches, and the outcome of each is written back to it. One
 * batch is on its way at a time, and a held one keeps the others back, because they would be held for the same column.
 */
export class TableBox implements Box {
  readonly name: string;
  readonly source: Source;
  readonly atOnce = 1;
  readonly stillMilliseconds = 0;
  readonly heldStopsAll = true;
  readonly sameIsSkipped = 'never';
  readonly #config: TableBoxConfig;
  readonly #deps: TableBoxDeps;
  readonly #reader: RowReader;
  readonly #cursor: OverlapCursor;
  #opened: Table | undefined;

  constructor(config: TableBoxConfig, deps: TableBoxDeps) {
    this.name = config.name;
    this.source = config.source;
    this.#config = config;
    this.#deps = deps;
    this.#reader = new RowReader(config);
    this.#cursor = new OverlapCursor(deps.journal.position(config.name), config.overlapSeconds * 1000);
  }

  async #table(): Promise<Table> {
    this.#opened ??= await Table.open(this.#config, this.#deps.database);
    return this.#opened;
  }

  readonly #keyOf = (row: Row): string => this.#reader.cell(row, this.#config.key) ?? '';

  async find(): Promise<void> {
    try {
      await this.#findRows();
    } catch (error) {
      // What was learnt of the table may be why.
      this.#opened = undefined;
      throw error;
    }
  }

  async #findRows(): Promise<void> {
    const again = await this.#againRows();
    const rows = [...again, ...(await this.#newRows(this.#config.rowsAtOnce - again.length))];
    const byKey = new Map(rows.map((row) => [this.#keyOf(row), row]));
    const taken = [...byKey.values()].map(this.#takenOf);
    if (taken.length === 0) return;
    this.#deps.journal.add(this.name, `${this.name}.json`, { rows: taken } satisfies BatchDetail);
  }

  /** Rows that changed while their outcome was on its way. */
  async #againRows(): Promise<Row[]> {
    const { journal } = this.#deps;
    const keys = journal.again(this.name, this.#config.rowsAtOnce);
    const rows = await (await this.#table()).byKeys(keys);
    const there = new Set(rows.map(this.#keyOf));
    journal.forget(
      this.name,
      keys.filter((key) => !there.has(key)),
    );
    return rows;
  }

  async #newRows(most: number): Promise<Row[]> {
    if (most <= 0) return [];
    const table = await this.#table();
    const { updated } = this.#config;
    if (!updated) return table.unanswered(most);
    if (await table.hasRowsWithoutTime())
      throw new BoxProblem(
        `a row has no ${table.columns.updated}: it is never found. The sender must fill it in`,
      );
    const { clock, journal } = this.#deps;
    const found: Row[] = [];
    for (;;) {
      const page = await table.after(this.#cursor.from(clock().getTime()), rowsAPage);
      for (const row of page) {
        if (found.length === most) return found;
        if (this.#isNew(row)) found.push(row);
        this.#cursor.pass(this.#positionOf(row), clock().getTime());
      }
      if (page.length < rowsAPage) break;
    }
    const safe = this.#cursor.end();
    if (safe) journal.moveTo(this.name, safe);
    return found;
  }

  readonly #positionOf = (row: Row) => ({
    updated: this.#reader.cell(row, this.#config.updated ?? '') ?? '',
    key: this.#keyOf(row),
  });

  #isNew(row: Row): boolean {
    const told = this.#deps.journal.toldOf(this.name, this.#keyOf(row));
    return this.#reader.isUnanswered(row) || told !== this.#reader.digest(row);
  }

  readonly #takenOf = (row: Row): Taken => ({
    key: this.#keyOf(row),
    digest: this.#reader.digest(row),
    isSent: this.#reader.record(row) !== undefined,
  });

  /** The rows as they are now: one that changed since it was found is sent as it is, one that is gone is left out. */
  async content(entry: Entry): Promise<Content> {
    const { journal } = this.#deps;
    const { rows: wanted } = (entry as Entry<BatchDetail>).detail;
    const found = new Map(
      (await (await this.#table()).byKeys(wanted.map(({ key }) => key))).map((row) => [
        this.#keyOf(row),
        row,
      ]),
    );
    const rows: Row[] = [];
    let bytes = 0;
    for (const { key } of wanted) {
      const row = found.get(key);
      if (!row) continue;
      bytes += Buffer.byteLength(JSON.stringify(row));
      if (rows.length > 0 && bytes > bytesMost) journal.tell(this.name, [{ key, digest: '' }]);
      else rows.push(row);
    }
    if (rows.length === 0) return { kind: 'gone' };
    const records = rows.map((row) => this.#reader.record(row)).filter((record) => record !== undefined);
    const sha256 = createHash('sha256').update(JSON.stringify(records)).digest('hex');
    const detail: BatchDetail = { rows: rows.map(this.#takenOf) };
    journal.update(entry, { digest: sha256, detail });
    return { kind: 'records', records, sha256 };
  }

  /** The status file and the log show it; rows keep their empty flag. */
  async showHeld(): Promise<void> {}

  async settle(entry: Entry, ending: Ending, connector: Connector): Promise<void> {
    const { journal } = this.#deps;
    const { rows } = (entry as Entry<BatchDetail>).detail;
    const flags = this.#config.status.values;
    const answers = await answersTo(
      rows.map(({ isSent }) => isSent),
      ending,
      { flags, connector },
    );
    const digests = new Map(rows.map(({ key, digest }) => [key, digest]));
    const written = new Set(
      await (await this.#table()).answer(
        new Map(rows.map(({ key }, index) => [key, answers[index] ?? { flag: flags.refused, reason: '' }])),
        (row) => this.#reader.digest(row) === digests.get(this.#keyOf(row)),
        this.#keyOf,
      ),
    );
    journal.tell(
      this.name,
      rows.map(({ key, digest }) => ({ key, digest: written.has(key) ? digest : '' })),
    );
  }

  async check(): Promise<string[]> {
    try {
      this.#opened = undefined;
      const table = await this.#table();
      await (this.#config.updated ? table.after(undefined, 1) : table.unanswered(1));
      await table.tryWriting();
      if (await table.hasRowsWithoutTime())
        return [`a row has no ${table.columns.updated}: it is never found`];
      return [];
    } catch (error) {
      return [problemText(error)];
    }
  }

  close(): Promise<void> {
    return this.#deps.database.close();
  }
}
