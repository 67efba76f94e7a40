import type { ReachedInstitutions } from '../../lib/application/intake/take-batch.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { placeLinks } from '../../lib/credit-file/place-links.ts';
import type { ProjectionPorts } from '../../lib/credit-file/projection-ports.ts';
import { projectParty, takeLinks } from '../../lib/credit-file/save-projection.ts';
import { retryOnConflict } from '../../lib/credit-file/write-conflict.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import { inParallel } from '../../lib/shared/in-parallel.ts';
import type { CaseworkMessage } from '../../schemas/messages.ts';

type Project = Extract<CaseworkMessage, { project: unknown }>['project'];

/** Institutions that one call projects. A representative may have thousands, which take longer than a call may. */
const partiesAMessage = 50;

/**
 * Writes the links of a batch and projects the institutions that its rows reach, each once however many rows reach it. Beyond one message's
 * worth they are queued. After a crash the batch comes again, and its rows reach the same institutions again.
 */
export async function projectReached(
  reached: ReachedInstitutions,
  { ports, records }: { ports: ProjectionPorts; records: Pick<Queue, 'send'> },
): Promise<void> {
  const parties = [...reached.keys()];
  if (parties.length <= partiesAMessage)
    return inParallel(reached, ([party, links]) =>
      links.length > 0 ? takeLinks(party, links, ports) : projectParty(party, ports),
    );
  await inParallel(reached, async ([party, links]) => {
    if (links.length > 0) await retryOnConflict(() => placeLinks(party, links, ports.store));
  });
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
