import type { Deadlines } from '../../lib/credit-file/deadline.ts';
import type { RefreshPorts } from '../../lib/credit-file/keeper.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { WaitingStore } from '../../lib/store/waiting-store.ts';

/** What casework needs from outside. */
export interface CaseDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly waiting: WaitingStore;
  readonly vault: Vault;
  readonly receipts: ReturnType<typeof createReceiptStore>;
  readonly deadlines: Deadlines;
  readonly ports: RefreshPorts;
}

/** Working days (工作日) of the regulation. */
export const workingDays = {
  /** Art. 19: to object, from the day the grade is made known. */
  toObject: 10,
  /** Art. 20: to decide an objection, from its receipt. */
  toReview: 15,
  /** Art. 31: to decide a repair, from its receipt; at most, where it is complicated. */
  toRepair: 10,
  toRepairExtended: 30,
  /** Art. 31: the public notice of a repair. */
  ofNotice: 5,
} as const;
