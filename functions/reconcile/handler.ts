import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { openDirectory, openSettlement } from '../../lib/application/deliveries/receivers.ts';
import { openStores } from '../../lib/application/wiring/stores.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { reconciliationMessage } from '../../schemas/messages.ts';
import { directoryStates, settlementStates } from './receiver-states.ts';
import { reconcile } from './reconcile.ts';

export const createHandler: CreateHandler<
  SQSEvent | { source: string },
  SQSBatchResponse | undefined
> = async (runtime) => {
  const { folders } = openStores(runtime);
  const directory = await openDirectory(runtime);
  const settlement = await openSettlement(runtime);
  const compare = async (receiver: Receiver): Promise<void> => {
    const hints = createHints(runtime);
    const states =
      receiver === 'directory'
        ? await directoryStates(directory.client, runtime.clock)
        : await settlementStates(settlement, runtime.clock);
    await reconcile(receiver, states, { runtime, folders, hints });
    await hints.flush();
  };
  const onMessage = queueHandler(runtime, reconciliationMessage, ({ receiver }) => compare(receiver));
  return async (event, context) => {
    if ('Records' in event) return onMessage(event, context);
    for (const receiver of receivers) await compare(receiver);
    return undefined;
  };
};

export const handler = lambda('reconcile', createHandler);
