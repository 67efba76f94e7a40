import { createHash } from 'node:crypto';
import type { TableBoxConfig } from '../config.ts';
import type { Row } from './database.ts';

/**
 * Columns that exchange tables have for the exchange itself (docs/exchange.md, Columns): the key and batch of the sender, who
 * collected it and when, marks and results.
 */
const exchangeColumns = [
  'SOURCE_ID',
  'SOURCE_RECORD_ID',
  'SOURCE_CREATE_DATE',
  'COLLECTION_DEPARTMENT',
  'USAGE_RANGE',
  'DISCREDIT_LEVEL',
  'RECID',
  'LYSJ',
  'ISINVALID',
  'LASTDATE',
  'CHECK_FLAG',
  'CHECK_RESULT',
  '校验标志',
  '校验结果',
];

const same = (a: string, b: string): boolean => a.toUpperCase() === b.toUpperCase();

/** What of a row is sent, and what of it counts as a change. */
export class RowReader {
  readonly #config: TableBoxConfig;
  readonly #isIgnored: (column: string) => boolean;
  readonly #isOurs: (column: string) => boolean;

  constructor(config: TableBoxConfig) {
    const { status, key, updated, deleted, ignore, rename } = config;
    const ours = [status.flag, status.reason, updated].filter((name) => name !== undefined);
    const ignored = [...ours, key, deleted?.column, ...ignore, ...exchangeColumns].filter(
      (name) => name !== undefined,
    );
    this.#config = config;
    this.#isOurs = (column) => ours.some((one) => same(one, column));
    this.#isIgnored = (column) =>
      ignored.some((one) => same(one, column)) && !Object.keys(rename).some((one) => same(one, column));
  }

  cell(row: Row, column: string): string | null {
    return Object.entries(row).find(([name]) => same(name, column))?.[1] ?? null;
  }

  /** SHA-256 of what the sender wrote: neither what is written back nor the time of the last change counts. */
  digest(row: Row): string {
    const cells = Object.entries(row)
      .filter(([name]) => !this.#isOurs(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return createHash('sha256').update(JSON.stringify(cells)).digest('hex');
  }

  /** True when the sender wants an outcome: nothing is written back yet, or it was taken out again. */
  isUnanswered(row: Row): boolean {
    return (this.cell(row, this.#config.status.flag) ?? '').trim() === '';
  }

  /** The record that is sent; undefined for a row that was taken back and says so only to this table. */
  record(row: Row): Record<string, string> | undefined {
    const { deleted, rename } = this.#config;
    const isDeleted = deleted?.values.includes(this.cell(row, deleted.column)?.trim() ?? '') ?? false;
    if (isDeleted && !deleted?.set) return undefined;
    const sent = Object.entries(row)
      .filter(([name]) => !this.#isIgnored(name))
      .map(
        ([name, value]) =>
          [Object.entries(rename).find(([from]) => same(from, name))?.[1] ?? name, value ?? ''] as const,
      );
    const set = Object.entries(isDeleted ? (deleted?.set ?? {}) : {});
    const kept = sent.filter(([name]) => !set.some(([other]) => same(other, name)));
    return Object.fromEntries([...kept, ...set]);
  }
}
