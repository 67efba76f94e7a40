import type { AgendaEntry, FolderStore } from '../../lib/credit-file/ports.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import {
  agendaLetters,
  agendaWaitingSince,
  givenUpAgenda,
} from '../../lib/credit-file/projection/file-state.ts';
import type { BreakerState } from '../../lib/delivery/breaker.ts';
import type { DeliveryCountsAnswer } from '../../schemas/api.ts';
import { mayHave, stretchesOf } from './agenda-stretches.ts';

/** Keys of the agenda that a count reads at most: 20 requests. */
const keysMost = 20_000;
const keysARead = 1000;
/** Files that are opened at most, because their key does not say whether a delivery was given up. */
const filesMost = 200;
const filesAtOnce = 50;

type FileEntry = Extract<AgendaEntry, { kind: 'file' }>;

export interface CountDeliveriesDeps {
  readonly folders: Pick<FolderStore, 'due' | 'readFile'>;
  readonly breakerOf: (receiver: Receiver) => Promise<BreakerState>;
}

/**
 * Deliveries that are not settled, by receiver, from the keys of the agenda. A file that has something else due and a
 * given-up delivery does not say so in its key: such files are opened, up to a number.
 */
export async function countDeliveries({
  folders,
  breakerOf,
}: CountDeliveriesDeps): Promise<DeliveryCountsAnswer> {
  const { entries, isCut } = await entriesOf(folders);
  const doubtful = entries.filter(
    (entry) => entry.at !== givenUpAgenda && mayHave({ state: 'given-up' }, entry),
  );
  const opened = await givenUpIn(doubtful.slice(0, filesMost), folders);
  const counted = await Promise.all(
    receivers.map(async (receiver) => ({
      receiver,
      breaker: await breakerOf(receiver),
      ...countsOf(entries, receiver),
      givenUp:
        countOf(entries, { receiver, areGivenUp: true }) + opened.filter((one) => one === receiver).length,
    })),
  );
  return {
    receivers: counted,
    cut: isCut ? ['pending', 'given-up', 'held'] : doubtful.length > filesMost ? ['given-up'] : [],
  };
}

/** The files of the agenda, given-up ones too. */
async function entriesOf(
  folders: Pick<FolderStore, 'due'>,
): Promise<{ entries: FileEntry[]; isCut: boolean }> {
  const entries: FileEntry[] = [];
  let keys = 0;
  for (const stretch of stretchesOf('given-up')) {
    let after: AgendaEntry | undefined;
    do {
      if (keys >= keysMost) return { entries, isCut: true };
      const page = await folders.due({ ...stretch, limit: keysARead, after });
      entries.push(...page.filter((entry) => entry.kind === 'file'));
      keys += page.length;
      after = page.at(-1);
    } while (after);
  }
  return { entries, isCut: false };
}

const countOf = (
  entries: readonly FileEntry[],
  { receiver, areGivenUp }: { receiver: Receiver; areGivenUp: boolean },
): number =>
  entries.filter(
    ({ at, about }) => (at === givenUpAgenda) === areGivenUp && about.includes(agendaLetters[receiver]),
  ).length;

function countsOf(entries: readonly FileEntry[], receiver: Receiver) {
  const due = entries.filter(({ at }) => at !== givenUpAgenda);
  const pending = due.filter(({ about }) => about.includes(agendaLetters[receiver]));
  const [oldestPending] = pending.flatMap((entry) => agendaWaitingSince(entry) ?? []).sort();
  const held = due.filter(({ about }) => about.includes(agendaLetters.pendingSuspension));
  return {
    pending: pending.length,
    held: receiver === 'settlement' ? held.length : 0,
    ...(oldestPending && { oldestPending }),
  };
}

/** The receiver of each given-up delivery of these files. */
async function givenUpIn(
  entries: readonly FileEntry[],
  { readFile }: Pick<FolderStore, 'readFile'>,
): Promise<Receiver[]> {
  const found: Receiver[] = [];
  for (let start = 0; start < entries.length; start += filesAtOnce) {
    const some = entries.slice(start, start + filesAtOnce);
    const files = await Promise.all(some.map(({ subject }) => readFile(subject)));
    for (const file of files)
      found.push(...receivers.filter((receiver) => file?.deliveries[receiver]?.stage === 'given-up'));
  }
  return found;
}
