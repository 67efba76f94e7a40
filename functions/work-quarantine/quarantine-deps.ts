import type { Stores } from '../../lib/application/wiring/stores.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';

/** What the routes need from outside. */
export interface QuarantineDeps extends Stores {
  readonly runtime: Runtime;
  readonly records: Queue;
  readonly vault: Vault;
  readonly receipts: ReturnType<typeof createReceiptStore>;
}

/** What a decision on an item needs besides. */
export interface DecisionDeps extends QuarantineDeps {
  readonly ports: IntakePorts;
}
