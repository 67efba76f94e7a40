import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createAttempts } from '../../lib/composition/attempt.ts';
import { createHints } from '../../lib/composition/hints.ts';
import { openDirectory } from '../../lib/composition/receivers.ts';
import { openStores, openVaultOf } from '../../lib/composition/stores.ts';
import type { SubjectKey } from '../../lib/credit-file/subject.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { hintMessage } from '../../schemas/messages.ts';
import { reportFiles } from './report-files.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const { client, settings } = await openDirectory(runtime);
  return async (event) => {
    const hints = createHints(runtime);
    const attempts = createAttempts(runtime, 'directory', { stores, hints });
    const subjects = new Map<string, SubjectKey>();
    for (const { body } of event.Records) {
      const hint = hintMessage.safeParse(JSON.parse(body));
      if (!hint.success) runtime.log.warn('message.unreadable', { queue: 'directory' });
      else
        subjects.set(
          `${hint.data.subject.category}.${hint.data.subject.party}`,
          hint.data.subject as SubjectKey,
        );
    }
    await reportFiles([...subjects.values()], { attempts, vault, client, settings });
    await hints.flush();
    return { batchItemFailures: [] };
  };
};

export const handler = lambda('deliver-directory', createHandler);
