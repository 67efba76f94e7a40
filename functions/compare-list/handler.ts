import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openStores } from '../../lib/application/wiring/stores.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { comparisonMessage } from '../../schemas/messages.ts';
import { compareList } from './compare-list.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = (runtime) => {
  const { runs, lists, matches, folders } = openStores(runtime);
  const isOurs = async (party: string): Promise<boolean> => {
    const { files, facts } = await folders.readFolder(party as PartyKey);
    return files.size > 0 || facts.some(({ type }) => type === 'relation');
  };
  const chosenParty = async (entry: string): Promise<string | undefined> =>
    (await matches.read(entry))?.subject?.split('.')[1];
  return queueHandler(runtime, comparisonMessage, async ({ runId }) => {
    await compareList(runId, { runtime, runs, lists, isOurs, chosenParty });
  });
};

export const handler = lambda('compare-list', createHandler);
