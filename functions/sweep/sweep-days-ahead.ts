import type { Queue } from '../../lib/runtime/queues.ts';
import { sources } from '../../lib/shared/source.ts';
import type { WaitingStore } from '../../lib/store/waiting-store.ts';
import type { CaseworkMessage } from '../../schemas/messages.ts';

/** Who reads rows again when their day has come. */
const by = 'connector';
const reason = 'date-not-yet';

/**
 * Has the rows read again that wait for a day. Rows whose day has come are taken; the others keep waiting. To be called
 * once a day or more often: reading a row again changes nothing until its day.
 */
export async function sweepDaysAhead({
  waiting,
  records,
}: {
  waiting: Pick<WaitingStore, 'list'>;
  records: Pick<Queue, 'send'>;
}): Promise<void> {
  for (const source of sources) {
    const { keys } = await waiting.list('Q', { prefix: `${source}#${reason}#`, limit: 1 });
    const message: CaseworkMessage = { redo: { source, reason, by } };
    if (keys.length > 0) await records.send([JSON.stringify(message)]);
  }
}
