import type { AgendaEntry } from '../../lib/credit-file/ports.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import { agendaLetters, agendaPlaceOf, givenUpAgenda } from '../../lib/credit-file/projection/file-state.ts';
import { agendaShards } from '../../lib/store/keys.ts';
import type { DeliveryView } from '../../schemas/api.ts';

/** States whose files are in the agenda. */
export type AgendaState = Exclude<DeliveryView['state'], 'settled'>;

export const isAgendaState = (state: DeliveryView['state'] | undefined): state is AgendaState =>
  state !== undefined && state !== 'settled';

/** A range of sort keys in one shard of the agenda. */
interface Stretch {
  readonly shard: number;
  readonly from?: string;
  readonly until: string;
}

/** A position in the agenda: after an entry of a stretch, or before the stretch. */
export interface AgendaPlace {
  readonly stretch: number;
  readonly entry?: AgendaEntry | undefined;
}

const due = { until: givenUpAgenda };
/** `~` sorts after every character that follows here. */
const givenUp = { from: givenUpAgenda, until: '9999-~' };

/**
 * The stretches of the agenda that may contain deliveries of a state, in the order of the list. A file with a given-up
 * delivery is in a range of its own if nothing else is due for it. Otherwise it is under the next instant at which
 * something is due.
 */
export const stretchesOf = (state: AgendaState): readonly Stretch[] =>
  (state === 'given-up' ? [givenUp, due] : [due]).flatMap((part) =>
    Array.from({ length: agendaShards }, (_, shard) => ({ ...part, shard })),
  );

/** Whether a position is within the list of a state. DynamoDB refuses any other exclusive start key. */
export function isInAgenda(state: AgendaState, { stretch, entry }: AgendaPlace): boolean {
  const part = stretchesOf(state)[stretch];
  if (!part || !entry) return part !== undefined;
  const key = agendaPlaceOf(entry);
  return key !== '' && key >= (part.from ?? '') && key <= part.until;
}

/**
 * Whether the file of an entry may have a delivery of the state, judged by the entry's key. Other files need not be
 * read.
 */
export function mayHave(
  { state, receiver }: { state: AgendaState; receiver?: Receiver | undefined },
  { at, about }: Pick<AgendaEntry, 'at' | 'about'>,
): boolean {
  if (state === 'held') return about.includes(agendaLetters.pendingSuspension);
  // In the given-up range the receivers' letters mean given-up deliveries; in every other range they mean pending ones.
  const areNamed = state === 'pending' || at === givenUpAgenda;
  return (receiver ? [receiver] : receivers).some((name) => about.includes(agendaLetters[name]) === areNamed);
}
