import type { HintMessage } from '../../../schemas/messages.ts';
import type { SubjectKey } from '../../credit-file/facts/subject.ts';
import type { Receiver } from '../../credit-file/projection/delivery-state.ts';
import { receivers } from '../../credit-file/projection/delivery-state.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import { openQueue, type Queue } from '../../runtime/queues.ts';
import type { Runtime } from '../../runtime/runtime.ts';

/** Hints are queue messages to the senders that a file has a pending delivery. The sweep replaces lost ones. */
export interface Hints {
  /** Notes a hint for each pending delivery of a file that was written. */
  noteFile(file: FileState): void;
  note(subject: SubjectKey, receiver: Receiver): void;
  /** Sends the hints that were noted. */
  flush(): Promise<void>;
}

export function createHints(runtime: Runtime): Hints {
  const queues: Record<Receiver, Queue> = {
    directory: openQueue(runtime, 'DIRECTORY_QUEUE_URL'),
    settlement: openQueue(runtime, 'SETTLEMENT_QUEUE_URL'),
  };
  let noted: Record<Receiver, Map<string, string>> = { directory: new Map(), settlement: new Map() };
  const note = ({ party, category }: SubjectKey, receiver: Receiver): void => {
    const message: HintMessage = { subject: { party, category }, receiver };
    noted[receiver].set(`${category}.${party}`, JSON.stringify(message));
  };
  return {
    note,
    noteFile(file) {
      for (const receiver of receivers) {
        if (file.deliveries[receiver]?.stage === 'pending') note(file, receiver);
      }
    },
    async flush() {
      const sending = noted;
      noted = { directory: new Map(), settlement: new Map() };
      await Promise.all(receivers.map((receiver) => queues[receiver].send([...sending[receiver].values()])));
    },
  };
}
