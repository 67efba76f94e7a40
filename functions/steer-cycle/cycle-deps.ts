import type { DivisionPorts } from '../../lib/application/cases/subject-division.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { SteerCycleDeps } from './steer-cycle.ts';

/** What the routes of cycles and trials need from outside. */
export interface CycleDeps extends SteerCycleDeps {
  readonly folders: Pick<FolderStore, 'scanFolders'> & DivisionPorts;
  readonly vault: Vault;
  readonly receipts: ReturnType<typeof createReceiptStore>;
}
