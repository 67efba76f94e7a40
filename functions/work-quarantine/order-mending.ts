import {
  awaitsSecondOfficer,
  type SecondOfficerDeps,
} from '../../lib/application/quarantine/second-officer.ts';
import { remainsOf } from '../../lib/credit-file/code-remains.ts';
import { isAlias } from '../../lib/credit-file/facts/code-holder.ts';
import { digestOf } from '../../lib/credit-file/facts/identity.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Act, proposalView } from '../../lib/credit-file/proposal.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { ProposalView } from '../../schemas/api.ts';
import type { CaseworkMessage } from '../../schemas/messages.ts';

export interface MendingDeps extends SecondOfficerDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly records: Queue;
}

/**
 * Orders that what an earlier release left under a medical-insurance code goes to its holder. It changes grades of
 * several files, so a second officer asks for the same. A queue message carries it out.
 * @throws Problem 403, 404, 409
 */
export async function orderMending(
  code: PartyKey,
  by: string,
  { runtime, folders, records, ...deps }: MendingDeps,
): Promise<{ code: string; proposal?: ProposalView }> {
  const folder = await folders.readFolder(code);
  if (!folder.facts.some(isAlias))
    throw new Problem(
      404,
      'unknown-code',
      'The registry gave no such code to anybody. Use one that `npm run codes` prints.',
    );
  const remains = await remainsOf(folder, folders);
  const act: Act = {
    kind: 'mending',
    about: `code.${code}`,
    digest: digestOf(remains.map(({ at, facts }) => [at, facts])),
  };
  const proposal = await awaitsSecondOfficer(act, { by, effects: [], always: true }, deps);
  if (proposal) {
    runtime.log.info('code.mending-proposed', { code, by });
    return { code, proposal: proposalView(proposal) };
  }
  const first = (await deps.proposals.read(act))?.by ?? by;
  const message: CaseworkMessage = { mend: { code, by: first, confirmedBy: by } };
  await records.send([JSON.stringify(message)]);
  return { code };
}
