import type { FolderStore } from '../credit-file/ports.ts';
import { createCaseIndex } from './case-index.ts';
import { createFactStore } from './fact-store.ts';
import { createFileStore } from './file-store.ts';
import { createFolderScans } from './folder-scans.ts';
import { createOutbox } from './outbox.ts';
import { createSheetStore } from './sheet-store.ts';
import { createSubjectIndex } from './subject-index.ts';
import type { Table } from './table.ts';

/** All stores of parties on DynamoDB. Each party has one partition. */
export function createFolderStore(table: Table): FolderStore {
  const facts = createFactStore(table);
  return {
    ...facts,
    ...createFileStore(table),
    ...createSubjectIndex(table),
    ...createSheetStore(table),
    ...createCaseIndex(table),
    ...createOutbox(table),
    ...createFolderScans(table, facts),
  };
}
