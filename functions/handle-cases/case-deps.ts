import type { NumberNotice } from '../../lib/application/cases/notice-number.ts';
import type { Deadlines } from '../../lib/credit-file/cases/deadline.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { ProjectionPorts } from '../../lib/credit-file/projection-ports.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { AttachmentStore } from '../../lib/store/attachment-store.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { WaitingStore } from '../../lib/store/waiting-store.ts';

/** Dependencies of the use cases of casework. */
export interface CaseDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly waiting: WaitingStore;
  readonly vault: Vault;
  readonly receipts: ReturnType<typeof createReceiptStore>;
  readonly deadlines: Deadlines;
  readonly ports: ProjectionPorts;
  readonly numberNotice: NumberNotice;
  /** The area of the officer's token: a subject outside it does not exist for the officer. */
  readonly area?: string | undefined;
}

/** What the routes need besides. */
export interface CaseRouteDeps extends CaseDeps {
  readonly attachments: Pick<AttachmentStore, 'find'>;
}
