import { type Delivery, receivers, triedAgain } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { longestRetrySeconds } from '../../lib/delivery/index.ts';
import type { ComparisonDeps } from './deps.ts';

/** Sends on its way what an earlier release put off for days, because a receiver asked for them. */
export async function sendPutOff(
  file: FileState,
  { runtime, folders, hints }: Pick<ComparisonDeps, 'runtime' | 'folders' | 'hints'>,
): Promise<void> {
  const now = runtime.clock();
  const late = receivers.filter((receiver) => isPutOffTooLong(file.deliveries[receiver], now));
  if (late.length === 0) return;
  const deliveries = Object.fromEntries(
    late.flatMap((receiver) => {
      const delivery = file.deliveries[receiver];
      return delivery ? [[receiver, triedAgain(delivery, now)]] : [];
    }),
  );
  const next = { ...file, revision: file.revision + 1, deliveries: { ...file.deliveries, ...deliveries } };
  if (await folders.putFile(next)) for (const receiver of late) hints.note(file, receiver);
}

/** Whether a pending delivery waits longer for its next attempt than any schedule of this release lets it. */
const isPutOffTooLong = (delivery: Delivery | undefined, now: Date): boolean =>
  delivery?.stage === 'pending' &&
  Date.parse(delivery.dueAt ?? '') > now.getTime() + longestRetrySeconds * 1000;
