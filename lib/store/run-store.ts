import type { RunStore } from '../feeds/run.ts';
import { createRunCounter } from './run-counter.ts';
import { createRunHeads } from './run-head.ts';
import { createRunPages } from './run-pages.ts';
import type { Table } from './table.ts';

/** Runs on DynamoDB: a head, pages of counts, and the rows that wait for an officer. */
export const createRunStore = (table: Table): RunStore => ({
  ...createRunHeads(table),
  ...createRunPages(table),
  ...createRunCounter(table),
});
