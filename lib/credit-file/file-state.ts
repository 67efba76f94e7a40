import type { Category, Grade, Scheme } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import { startOf } from '../shared/day.ts';
import type { Delivery, Receiver } from './delivery-state.ts';
import type { Sanction, Suspension } from './sanctions.ts';
import type { Identity, PartyKey } from './subject.ts';

/** The current state of one credit file (信用档案): drawn from the facts, kept as one item, replaced as a whole. */
export interface FileState {
  readonly party: PartyKey;
  readonly category: Category;
  /** Counts changes of what the file says; receivers see it. */
  readonly version: number;
  /** Counts writes of the item; the optimistic lock. */
  readonly revision: number;
  readonly scheme: Scheme;
  readonly identity: Identity;
  readonly status: 'active' | 'suspended' | 'left' | 'merged';
  readonly medinsCode?: string | undefined;
  /** Absent for the categories without a table. */
  readonly standing?: Standing | undefined;
  readonly sanctions: readonly Sanction[];
  readonly hold?: Hold | undefined;
  readonly changesOn?: Day | undefined;
  readonly deliveries: Readonly<Partial<Record<Receiver, Delivery>>>;
  /** One sender a receiver: `<until>#<sender>`, while somebody sends. Taken by one conditional write of its own. */
  readonly leases: Readonly<Partial<Record<Receiver, string>>>;
}

export interface Standing {
  readonly cycle: number;
  readonly score: string;
  readonly grade: Grade;
  readonly vetoed: boolean;
  readonly downgraded: boolean;
  readonly state: 'interim' | 'published';
  readonly evaluatedOn: Day;
  /** The immutable score sheet behind it. */
  readonly sheet: string;
}

/** A suspension that waits for a second officer (four eyes), and the end of the time box for it. */
export interface Hold {
  readonly suspension: Suspension;
  readonly since: string;
  readonly dueAt: string;
  /** Who sent the record behind it: may not be the one to release it. */
  readonly proposedBy: string;
}

/**
 * When something must be done about the file by itself: a delivery tried, a sanction ended, a hold overdue. Given-up
 * deliveries come last, so that they can be listed.
 */
export function agendaOf(state: FileState): string | undefined {
  const pending = Object.values(state.deliveries).filter((delivery) => delivery.stage === 'pending');
  const instants = [
    ...pending.map((delivery) => delivery.dueAt),
    state.changesOn && startOf(state.changesOn).toISOString(),
    state.hold?.dueAt,
  ].filter((instant) => instant !== undefined);
  if (instants.length > 0) return instants.reduce((a, b) => (a < b ? a : b));
  const givenUp = Object.values(state.deliveries).some((delivery) => delivery.stage === 'given-up');
  return givenUp ? givenUpAgenda : undefined;
}

/** Sorts behind every instant. */
export const givenUpAgenda = '9999-given-up';
