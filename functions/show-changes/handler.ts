import { cursorOf } from '../../lib/application/changes/given-position.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { callerIn, callerWith, httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { createLedgerStore } from '../../lib/store/ledger-store.ts';
import { createReceiptStore, receiptsOf } from '../../lib/store/receipt-store.ts';
import { exportLedger, limitOf, showChanges } from './show-changes.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const ledger = createLedgerStore(stores.table);
  const receipts = createReceiptStore(stores.table);
  const vault = await openVaultOf(runtime, stores);
  return httpHandler(runtime, {
    'GET /v1/grades/changes': async (request) => {
      const caller = callerIn(request, 'grades:read');
      const { after, limit } = request.query;
      const deps = { ledger, folders: stores.folders, vault };
      const { institutions, ...page } = await showChanges(cursorOf(after), limitOf(limit), deps);
      const receiptId = runtime.newId();
      await receiptsOf(caller, receipts).add({
        receiptId,
        at: runtime.clock().toISOString(),
        agency: caller.agency,
        purpose: 'changes',
        reference: after ?? '',
        disclosed: institutions.map(({ subject, sheet }) => ({
          subject,
          status: 'graded',
          fields: ['name', 'id', 'grade'],
          sheet,
        })),
      });
      return { status: 200, body: { receiptId, ...page } };
    },
    'GET /v1/ledger': async (request) => {
      callerWith(request, 'audit:read');
      const { after: text = '0' } = request.query;
      const after = Number(text);
      if (!/^\d+$/.test(text) || !Number.isSafeInteger(after))
        throw new Problem(400, 'bad-number', 'after must be the number of a batch.');
      const { lines, next } = await exportLedger(after, ledger);
      return {
        status: 200,
        headers: { 'content-type': 'application/x-ndjson', 'next-after': String(next) },
        body: new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
      };
    },
  });
};

export const handler = lambda('show-changes', createHandler);
