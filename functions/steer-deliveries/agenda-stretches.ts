import type { AgendaEntry } from '../../lib/credit-file/ports.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import { agendaLetters, givenUpAgenda } from '../../lib/credit-file/projection/file-state.ts';
import { agendaShards } from '../../lib/store/keys.ts';
import type { DeliveryView } from '../../schemas/api.ts';

/** States whose files stand in the agenda. */
export type AgendaState = Exclude<DeliveryView['state'], 'settled'>;

export const isAgendaState = (state: DeliveryView['state'] | undefined): state is AgendaState =>
  state !== undefined && state !== 'settled';

/** A part of one shard of the agenda. */
interface Stretch {
  readonly shard: number;
  readonly from?: string;
  readonly until: string;
}

/** A place in the agenda: behind an entry of a stretch, or before the stretch. */
export interface AgendaPlace {
  readonly stretch: number;
  readonly entry?: AgendaEntry | undefined;
}

const due = { until: givenUpAgenda };
/** `~` sorts behind whatever follows. */
const givenUp = { from: givenUpAgenda, until: '9999-~' };

/**
 * Stretches of the agenda that may hold deliveries of a state, in the order of the list. A file with a given-up delivery
 * stands in the part of its own where it waits for nothing else, and under the next instant something is due where it does.
 */
export const stretchesOf = (state: AgendaState): readonly Stretch[] =>
  (state === 'given-up' ? [givenUp, due] : [due]).flatMap((part) =>
    Array.from({ length: agendaShards }, (_, shard) => ({ ...part, shard })),
  );

/** Whether a place lies within the list of a state: DynamoDB takes no other one to go on from. */
export function isInAgenda(state: AgendaState, { stretch, entry }: AgendaPlace): boolean {
  const part = stretchesOf(state)[stretch];
  if (!part || !entry) return part !== undefined;
  const key = entry.about ? `${entry.at}#${entry.about}` : entry.at;
  return key !== '' && key >= (part.from ?? '') && key <= part.until;
}

/** Whether the file of an entry may have such a delivery, by what the entry is about: the others need not be read. */
export function mayHave(
  { state, receiver }: { state: AgendaState; receiver?: Receiver | undefined },
  { at, about }: Pick<AgendaEntry, 'at' | 'about'>,
): boolean {
  if (state === 'held') return about.includes(agendaLetters.pendingSuspension);
  // Letters of receivers name given-up deliveries in the part of these, and pending ones everywhere else.
  const areNamed = state === 'pending' || at === givenUpAgenda;
  return (receiver ? [receiver] : receivers).some((name) => about.includes(agendaLetters[name]) === areNamed);
}
