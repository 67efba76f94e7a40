import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { attributionsOf } from '../../lib/credit-file/projection/attribution.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { Fault } from '../../lib/shared/fault.ts';
import { sources } from '../../lib/shared/source.ts';
import type { WaitingStore } from '../../lib/store/waiting-store.ts';

/** Years that a record of an unknown subject is kept (policy parameter `UNMATCHED_YEARS`). */
const defaultYears = 3;
const recordsASweep = 100;

/**
 * Deletes the content of records whose subject did not appear within the retention period.
 * @returns false if more may be left than one sweep deletes
 */
export async function expireUnmatched({
  runtime,
  waiting,
  folders,
}: {
  runtime: Runtime;
  waiting: WaitingStore;
  folders: FolderStore;
}): Promise<boolean> {
  const now = runtime.clock();
  const oldest = new Date(now);
  oldest.setUTCFullYear(now.getUTCFullYear() - yearsOf(runtime));
  let expired = 0;
  let isDone = true;
  for (const source of sources) {
    const before = `${source}#${oldest.toISOString()}`;
    const { keys, next } = await waiting.list('U', { prefix: `${source}#`, before, limit: recordsASweep });
    if (next) isDone = false;
    for (const { party, fact } of keys) {
      if (await isInEffect(party, folders)) await folders.stopWaiting(party, fact);
      else {
        await folders.expireFact(party, fact);
        expired++;
      }
    }
  }
  if (expired > 0) runtime.log.info('records.expired', { expired });
  return isDone;
}

/**
 * Whether the decision has found its subject or is attributed to one. Such a decision is never deleted, even if the
 * index still lists it as unmatched.
 */
async function isInEffect(party: PartyKey, folders: FolderStore): Promise<boolean> {
  const { files, facts } = await folders.readFolder(party);
  return files.size > 0 || [...attributionsOf(facts).values()].some((entries) => entries.length > 0);
}

function yearsOf({ env }: Pick<Runtime, 'env'>): number {
  const years = Number(env['UNMATCHED_YEARS'] || defaultYears);
  if (Number.isInteger(years) && years >= 1 && years <= 10) return years;
  throw new Fault('setting-missing', 'UNMATCHED_YEARS must be a whole number of years from 1 to 10.', {
    retryable: false,
  });
}
