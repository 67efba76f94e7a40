import type { Receiver } from '../../credit-file/projection/delivery-state.ts';
import { closed } from '../../delivery/breaker.ts';
import {
  afterFailure,
  afterSuccess,
  type BreakerState,
  breakerAllows,
  type ReceiverFailure,
} from '../../delivery/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { createBreakerStore } from '../../store/breaker-store.ts';
import type { Table } from '../../store/table.ts';

/** The circuit breaker of a receiver, shared by all that send to it. */
export interface ReceiverBreaker {
  /** False while the breaker is open. */
  isReceiverUp(): Promise<boolean>;
  /** Closes the breaker, because the receiver answered. */
  noteAnswer(): Promise<void>;
  /** Records a failure in the breaker. @returns when to try again */
  noteFailure(failure: ReceiverFailure): Promise<Date>;
}

export function createReceiverBreaker(
  { clock, log, metrics }: Runtime,
  receiver: Receiver,
  table: Table,
): ReceiverBreaker {
  const breaker = createBreakerStore<BreakerState>(table, receiver);
  return {
    isReceiverUp: async () => breakerAllows((await breaker.read()) ?? closed, clock()),
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
  };
}
