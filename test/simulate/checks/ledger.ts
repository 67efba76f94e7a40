import type { LedgerLine } from '../../../lib/ledger/line.ts';
import { fingerprintOf, isRowOf, proveLedger } from '../../../lib/ledger/prove.ts';
import { createLedgerStore } from '../../../lib/store/ledger-store.ts';
import type { Seen } from './stores.ts';

/** The ledger is a chain that is signed to its end, and has whatever the directory took. */
export async function ledger({ world, table }: Seen): Promise<string[]> {
  const store = createLedgerStore(table);
  const batches = await store.after(0, Number.POSITIVE_INFINITY);
  const anchors = await store.anchors(0, Number.MAX_SAFE_INTEGER);
  const lines = [
    ...batches.map((batch) => ({ kind: 'batch', ...batch })),
    ...anchors.map((anchor) => ({ kind: 'anchor', ...anchor })),
  ] as LedgerLine[];
  const fingerprints = anchors.slice(0, 1).map(({ publicKey }) => fingerprintOf(publicKey));
  const proof = proveLedger(lines, ...fingerprints);
  const entered = Map.groupBy(proof.entries, ({ entry }) => `${entry.recordId}/${entry.version}`);
  const unknown = [...world.directory.entries.taken].filter(
    ([key, row]) => !entered.get(key)?.some((entry) => isRowOf(entry, row)),
  );
  return [
    ...proof.faults.map((fault) => `the ledger is not proved: ${fault}`),
    ...(proof.anchoredTo < batches.length
      ? [`the ledger is signed to ${proof.anchoredTo} of ${batches.length}`]
      : []),
    ...unknown.map(
      ([key, row]) =>
        `the directory took ${key} (${row['operation']}), which the ledger has ${
          entered
            .get(key)
            ?.map(({ entry }) => entry.operation)
            .join() ?? 'not'
        }`,
    ),
  ];
}
