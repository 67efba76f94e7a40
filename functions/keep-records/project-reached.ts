import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { type ProjectionPorts, projectParty } from '../../lib/credit-file/save-projection.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import { inParallel } from '../../lib/shared/in-parallel.ts';
import type { CaseworkMessage } from '../../schemas/messages.ts';

type Project = Extract<CaseworkMessage, { project: unknown }>['project'];

/** Institutions that one call projects. A representative may have thousands, which take longer than a call may. */
const partiesAMessage = 50;

/**
 * Projects the institutions that the rows of a batch reach, each once however many rows reach it. Beyond one message's
 * worth they are queued. After a crash the batch comes again, and its rows reach the same institutions again.
 */
export async function projectReached(
  reached: ReadonlySet<PartyKey>,
  { ports, records }: { ports: ProjectionPorts; records: Pick<Queue, 'send'> },
): Promise<void> {
  const parties = [...reached];
  if (parties.length <= partiesAMessage) return projectParties({ parties }, { ports });
  const pages = Array.from({ length: Math.ceil(parties.length / partiesAMessage) }, (_, page) =>
    parties.slice(page * partiesAMessage, (page + 1) * partiesAMessage),
  );
  await records.send(
    pages.map((page) => JSON.stringify({ project: { parties: page } } satisfies CaseworkMessage)),
  );
}

/** Idempotent: a repeated projection changes the revision and nothing else. */
export const projectParties = ({ parties }: Project, { ports }: { ports: ProjectionPorts }): Promise<void> =>
  inParallel(parties, (party) => projectParty(party as PartyKey, ports));
