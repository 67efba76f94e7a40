import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createDeliveryAttempts } from '../../lib/application/deliveries/delivery-attempts.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { openDirectory } from '../../lib/application/deliveries/receivers.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import { withFreshKeys } from '../../lib/runtime/key-watch.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { failures, inSharedTrace, messagesOf } from '../../lib/runtime/queue-handler.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { TracePoint } from '../../lib/runtime/trace.ts';
import { Fault } from '../../lib/shared/fault.ts';
import { createLedgerStore } from '../../lib/store/ledger-store.ts';
import { createReceiverIdStore } from '../../lib/store/receiver-id-store.ts';
import { hintMessage } from '../../schemas/messages.ts';
import { deliverGrades } from './deliver-grades.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const { client, settings } = await openDirectory(runtime);
  const ledger = createLedgerStore(stores.table);
  const receiverIds = createReceiverIdStore(stores.table);
  const anchorLimitSeconds = anchorLimitOf(runtime);
  return async (event) => {
    const hints = createHints(runtime);
    const attempts = createDeliveryAttempts(runtime, 'directory', { stores, hints });
    const subjects = new Map<string, SubjectKey>();
    const origins = new Map<string, TracePoint | undefined>();
    const { messages, failed } = messagesOf(runtime, hintMessage, event);
    for (const { message, from } of messages) {
      const subject = message.subject as SubjectKey;
      const key = `${subject.category}.${subject.party}`;
      subjects.set(key, subject);
      origins.set(key, from ?? origins.get(key));
    }
    const deps = { attempts, vault, client, settings, ledger, receiverIds, runtime, anchorLimitSeconds };
    await inSharedTrace(runtime, [...origins.values()], async () => {
      await withFreshKeys(runtime, () => deliverGrades([...subjects.values()], deps));
      await hints.flush();
    });
    return failures(failed);
  };
};

/**
 * `ANCHOR_LIMIT_MINUTES`: minutes that the ledger may wait for a signature before deliveries stop (default 15).
 * @throws Fault `setting-missing`
 */
function anchorLimitOf({ env }: Runtime): number {
  const minutes = Number(env['ANCHOR_LIMIT_MINUTES'] || 15);
  if (minutes > 0 && minutes <= 1440) return minutes * 60;
  throw new Fault('setting-missing', 'ANCHOR_LIMIT_MINUTES must be a number of minutes up to 1440.', {
    retryable: false,
  });
}

export const handler = lambda('deliver-directory', createHandler);
