import type { SubjectKey } from '../../credit-file/facts/subject.ts';
import {
  afterAttempt,
  type Delivery,
  type Outcome,
  type Receiver,
} from '../../credit-file/projection/delivery-state.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import { nextAttempt } from '../../delivery/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Stores } from '../wiring/stores.ts';
import type { Hints } from './hints.ts';
import { createReceiverBreaker, type ReceiverBreaker } from './receiver-breaker.ts';
import { replaceDelivery } from './replace-delivery.ts';

/**
 * Milliseconds, longer than any request to a receiver may take. During the lease no other sender sends for the file.
 */
export const leaseMilliseconds = 60_000;

/** Attempts to deliver to one receiver: the lease on a file, the outcome of an attempt, and the receiver's breaker. */
export interface DeliveryAttempts extends ReceiverBreaker {
  /** The file with a lease for the caller. Undefined when nothing is due for it or another sender has the lease. */
  begin(subject: SubjectKey): Promise<FileState | undefined>;
  /** Records the outcome of an attempt on the current state of the file. */
  end(file: FileState, outcome: Outcome): Promise<void>;
  /** The outcome of a message that the receiver refused. */
  afterRefusal(file: FileState, refusal: { code: string; stale: boolean; permanent: boolean }): Outcome;
}

export function createDeliveryAttempts(
  runtime: Runtime,
  receiver: Receiver,
  { stores, hints }: { stores: Stores; hints: Hints },
): DeliveryAttempts {
  const { clock } = runtime;
  const { folders, table } = stores;
  return {
    ...createReceiverBreaker(runtime, receiver, table),
    async begin(subject) {
      const now = clock();
      // Unique for each attempt, so that the store recognises the lease when its answer was lost.
      const sender = runtime.newId();
      const until = new Date(now.getTime() + leaseMilliseconds);
      const file = await folders.lease(subject, receiver, { sender, now, until });
      const delivery = file?.deliveries[receiver];
      if (!file) return undefined;
      const isDue =
        delivery?.stage === 'pending' &&
        (delivery.attempt === 0 || (delivery.dueAt ?? '') <= now.toISOString());
      if (isDue) return file;
      await replaceDelivery(file, receiver, { change: (same) => same, folders });
      return undefined;
    },
    async end(file, outcome) {
      const sent = file.deliveries[receiver]?.wanted.version;
      // Only what was sent is given up. What is wanted instead by now may have arrived, or waits for its own attempt.
      const change = (delivery: Delivery) =>
        outcome.kind === 'gave-up' && delivery.wanted.version !== sent
          ? delivery
          : afterAttempt(delivery, outcome, clock());
      const next = await replaceDelivery(file, receiver, { change, folders });
      reportOutcome(runtime, { receiver, file, outcome });
      if (outcome.kind === 'acknowledged' && next.deliveries[receiver]?.stage === 'pending')
        hints.note(file, receiver);
    },
    afterRefusal(file, { code, stale, permanent }) {
      if (stale) return { kind: 'gave-up', problem: `${code}: the receiver holds a newer version` };
      if (permanent) return { kind: 'gave-up', problem: code };
      const attempt = (file.deliveries[receiver]?.attempt ?? 0) + 1;
      const next = nextAttempt({ attempt, now: clock(), random: runtime.random() });
      return next.kind === 'retry'
        ? { kind: 'retry', problem: code, retryAt: next.at, counts: true }
        : { kind: 'gave-up', problem: code };
    },
  };
}

function reportOutcome(
  { log, metrics }: Runtime,
  { receiver, file, outcome }: { receiver: Receiver; file: FileState; outcome: Outcome },
): void {
  const about = { receiver, category: file.category, party: file.party, version: file.version };
  if (outcome.kind === 'acknowledged') {
    metrics.add('DeliveriesAcknowledged', 1);
    log.info('delivery.acknowledged', { ...about, sent: outcome.sent.version });
  } else if (outcome.kind === 'gave-up') {
    metrics.add('DeliveriesGivenUp', 1);
    log.warn('delivery.given-up', { ...about, problem: outcome.problem });
  } else {
    log.info(outcome.kind === 'unknown' ? 'delivery.unknown' : 'delivery.retried', {
      ...about,
      problem: outcome.problem,
    });
  }
}
