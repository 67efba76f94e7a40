import type { SubjectKey } from '../../credit-file/facts/subject.ts';
import {
  afterAttempt,
  type Delivery,
  type Outcome,
  type Receiver,
} from '../../credit-file/projection/delivery-state.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import {
  afterFailure,
  afterSuccess,
  type BreakerState,
  breakerAllows,
  nextAttempt,
  type ReceiverFailure,
} from '../../delivery/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { Fault } from '../../shared/fault.ts';
import { createBreakerStore } from '../../store/breaker-store.ts';
import type { Stores } from '../wiring/stores.ts';
import type { Hints } from './hints.ts';

/**
 * Milliseconds, longer than any request to a receiver may take. During the lease no other sender sends for the file.
 */
export const leaseMilliseconds = 60_000;
const writes = 12;

/** Attempts to deliver to one receiver: the lease on a file, the outcome of an attempt, and the receiver's breaker. */
export interface DeliveryAttempts {
  /** False while the breaker is open. */
  isReceiverUp(): Promise<boolean>;
  /** The file with a lease for the caller. Undefined when nothing is due for it or another sender has the lease. */
  begin(subject: SubjectKey): Promise<FileState | undefined>;
  /** Records the outcome of an attempt on the current state of the file. */
  end(file: FileState, outcome: Outcome): Promise<void>;
  /** Closes the breaker, because the receiver answered. */
  noteAnswer(): Promise<void>;
  /** Records a failure in the breaker. @returns when to try again */
  noteFailure(failure: ReceiverFailure): Promise<Date>;
  /** The outcome of a message that the receiver refused. */
  afterRefusal(file: FileState, refusal: { code: string; stale: boolean; permanent: boolean }): Outcome;
}

export function createDeliveryAttempts(
  runtime: Runtime,
  receiver: Receiver,
  { stores, hints }: { stores: Stores; hints: Hints },
): DeliveryAttempts {
  const { clock, log, metrics } = runtime;
  const { folders } = stores;
  const breaker = createBreakerStore<BreakerState>(stores.table, receiver);
  const closed: BreakerState = { state: 'closed', failures: 0 };
  const sender = runtime.newId();

  const write = async (
    subject: SubjectKey,
    known: FileState,
    change: (delivery: Delivery) => Delivery,
  ): Promise<FileState> => {
    let file: FileState | undefined = known;
    for (let count = 0; file && count < writes; count++) {
      const delivery = file.deliveries[receiver];
      const { [receiver]: _, ...leases } = file.leases;
      const next: FileState = {
        ...file,
        revision: file.revision + 1,
        leases,
        deliveries: { ...file.deliveries, ...(delivery && { [receiver]: change(delivery) }) },
      };
      if (await folders.putFile(next)) return next;
      file = await folders.readFile(subject);
    }
    throw new Fault(
      'store-contention',
      `The file of ${subject.party} changed too often while a delivery was noted.`,
    );
  };

  return {
    isReceiverUp: async () => breakerAllows((await breaker.read()) ?? closed, clock()),
    async begin(subject) {
      const now = clock();
      const until = new Date(now.getTime() + leaseMilliseconds);
      const file = await folders.lease(subject, receiver, { sender, now, until });
      const delivery = file?.deliveries[receiver];
      if (!file) return undefined;
      const isDue =
        delivery?.stage === 'pending' &&
        (delivery.attempt === 0 || (delivery.dueAt ?? '') <= now.toISOString());
      if (isDue) return file;
      await write(subject, file, (same) => same);
      return undefined;
    },
    async end(file, outcome) {
      const next = await write(file, file, (delivery) => afterAttempt(delivery, outcome, clock()));
      const delivery = next.deliveries[receiver];
      const about = { receiver, category: file.category, party: file.party, version: file.version };
      if (outcome.kind === 'acknowledged') {
        metrics.add('DeliveriesAcknowledged', 1);
        log.info('delivery.acknowledged', { ...about, sent: outcome.sent.version });
        if (delivery?.stage === 'pending') hints.note(file, receiver);
      } else if (outcome.kind === 'gave-up') {
        metrics.add('DeliveriesGivenUp', 1);
        log.warn('delivery.given-up', { ...about, problem: outcome.problem });
      } else {
        log.info(outcome.kind === 'unknown' ? 'delivery.unknown' : 'delivery.retried', {
          ...about,
          problem: outcome.problem,
        });
      }
    },
    async noteAnswer() {
      const state = (await breaker.read()) ?? closed;
      if (state.state === 'closed' && state.failures === 0) return;
      await breaker.write(afterSuccess(state));
      log.info('receiver.breaker-closed', { receiver });
    },
    async noteFailure({ reason, retryAfterSeconds = 0 }) {
      const now = clock();
      const before = (await breaker.read()) ?? closed;
      const after = afterFailure(before, now, retryAfterSeconds);
      await breaker.write(after);
      if (after.state === 'open') {
        metrics.add('BreakerOpen', 1);
        if (before.state !== 'open') log.warn('receiver.breaker-opened', { receiver, reason });
      }
      const earliest = now.getTime() + Math.max(1, retryAfterSeconds) * 1000;
      return new Date(Math.max(earliest, after.openUntil ? Date.parse(after.openUntil) : 0));
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
