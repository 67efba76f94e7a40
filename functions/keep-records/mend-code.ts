import { moveToHolders } from '../../lib/credit-file/bind-code.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { CaseworkMessage } from '../../schemas/messages.ts';
import type { KeepBatchDeps } from './keep-batch.ts';

type Mend = Extract<CaseworkMessage, { mend: unknown }>['mend'];

/** Moves what an earlier release left under a medical-insurance code to its holders. Idempotent. */
export async function mendCode(
  { code, by, confirmedBy }: Mend,
  { ports, runtime }: Pick<KeepBatchDeps, 'ports' | 'runtime'>,
): Promise<void> {
  await moveToHolders(code as PartyKey, ports);
  runtime.log.info('code.mended', { code, by, confirmedBy });
}
