import { anchoredText, headHash } from '../../lib/ledger/batch.ts';
import type { LedgerSigner } from '../../lib/runtime/ledger-signer.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { type LedgerStore, unanchoredSeconds } from '../../lib/store/ledger-store.ts';

/**
 * Signs the head of the newest batch, which covers all batches before it, and records the age in seconds of the oldest
 * unsigned batch.
 */
export async function anchorLedger({
  runtime,
  ledger,
  signer,
}: {
  runtime: Runtime;
  ledger: LedgerStore;
  signer: LedgerSigner;
}): Promise<void> {
  const now = runtime.clock();
  const age = await unanchoredSeconds(ledger, now);
  runtime.metrics.add('LedgerAnchorAgeSeconds', Math.round(age));
  const [newest, last] = [await ledger.newest(), await ledger.lastAnchor()];
  if (!newest || (last && last.n >= newest.n)) return;
  const said = { n: newest.n, hash: headHash(newest), at: now.toISOString() };
  const signature = await signer.sign(anchoredText(said));
  await ledger.addAnchor({ ...said, publicKey: await signer.publicKey(), signature });
}
