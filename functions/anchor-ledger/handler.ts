import { openRunStores } from '../../lib/application/wiring/stores.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openLedgerSigner } from '../../lib/runtime/ledger-signer.ts';
import { createLedgerStore } from '../../lib/store/ledger-store.ts';
import { anchorLedger } from './anchor-ledger.ts';

export const createHandler: CreateHandler<unknown, void> = (runtime) => {
  const ledger = createLedgerStore(openRunStores(runtime).table);
  const signer = openLedgerSigner(runtime);
  return () => anchorLedger({ runtime, ledger, signer });
};

export const handler = lambda('anchor-ledger', createHandler);
