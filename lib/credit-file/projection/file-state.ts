import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { startOf } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Scheme } from '../../shared/scheme.ts';
import { digestOf } from '../facts/identity.ts';
import type { Identity, PartyKey } from '../facts/subject.ts';
import { type Delivery, type Receiver, waitingSince } from './delivery-state.ts';
import type { Disclosure } from './disclosure.ts';
import type { AwaitingBasis, AwaitingSanction, Sanction } from './sanctions.ts';
import type { Suspension } from './suspension.ts';

/** The current state of one credit file (信用档案): projected from the facts, stored as one item, replaced as a whole. */
export interface FileState {
  readonly party: PartyKey;
  readonly category: Category;
  /** Counts changes of the content; receivers see it. */
  readonly version: number;
  /** Counts writes of the item: the optimistic lock. */
  readonly revision: number;
  readonly scheme: Scheme;
  readonly identity: Identity;
  readonly status: 'active' | 'suspended' | 'left' | 'merged';
  readonly medinsCode?: string | undefined;
  /** Absent for the categories without a table. */
  readonly gradeInForce?: GradeInForce | undefined;
  readonly sanctions: readonly Sanction[];
  /** What the interim grade would bring if it were published (policy parameter `sanctions.basis`). */
  readonly awaitingSanction?: AwaitingSanction | undefined;
  /** What waits for a legal basis (policy parameter `regulation.when-lapsed`). */
  readonly awaitingBasis?: readonly AwaitingBasis[] | undefined;
  /** Suspensions that had ended when their decision arrived (policy parameter `suspension.starts`). */
  readonly overOnArrival?: readonly Sanction[] | undefined;
  readonly pendingSuspension?: PendingSuspension | undefined;
  readonly changesOn?: Day | undefined;
  /** Results of the annual evaluations after corrections, oldest first. */
  readonly published?: readonly PublishedGrade[] | undefined;
  /** Public dishonesty information of the institution (Art. 26 (1)). */
  readonly disclosure?: Disclosure | undefined;
  /** Digest of the facts and links of the last projection. */
  readonly folderDigest?: string | undefined;
  /** Digest of the fields above and the deliveries as the item was written: shows a changed byte. */
  readonly digest?: string | undefined;
  readonly deliveries: Readonly<Partial<Record<Receiver, Delivery>>>;
  /**
   * The lease of each receiver, `<until>#<sender>`, while a sender works. It is taken by its own conditional write.
   */
  readonly leases: Readonly<Partial<Record<Receiver, string>>>;
  /**
   * The lease before, where it had run out: its sender stopped before it wrote the outcome. It is written with the lease that
   * took its place.
   */
  readonly abandoned?: Readonly<Partial<Record<Receiver, string>>> | undefined;
}

export interface GradeInForce {
  readonly cycle: number;
  readonly score: string;
  readonly grade: Grade;
  readonly vetoed: boolean;
  readonly downgraded: boolean;
  readonly state: 'interim' | 'published';
  readonly evaluatedOn: Day;
  /** Hash of the immutable score sheet behind it. */
  readonly sheet: string;
}

/**
 * Digest of the content and the deliveries of a file. Revision and leases are written separately and are not part of
 * it.
 */
export const fileDigestOf = (file: FileState): string => digestOf(storedFile(file));

type FileSaid = Omit<FileState, 'revision' | 'leases' | 'abandoned' | 'party' | 'category'>;

/**
 * The stored attributes of a file. Two have the names of the first release, so that older items can be read
 * unchanged.
 */
export type StoredFile = Omit<FileSaid, 'gradeInForce' | 'pendingSuspension'> & {
  readonly standing?: FileState['gradeInForce'];
  readonly hold?: FileState['pendingSuspension'];
};

/** A file as it is stored, without its revision, leases and digest. */
export function storedFile(
  file: FileState,
): Omit<StoredFile, 'digest'> & Pick<FileState, 'party' | 'category'> {
  const {
    revision: _revision,
    leases: _leases,
    abandoned: _abandoned,
    digest: _digest,
    gradeInForce,
    pendingSuspension,
    ...said
  } = file;
  return {
    ...said,
    ...(gradeInForce && { standing: gradeInForce }),
    ...(pendingSuspension && { hold: pendingSuspension }),
  };
}

/** A stored file with the attribute names of this release. */
export function readStoredFile({ standing, hold, ...said }: StoredFile): FileSaid {
  return {
    ...said,
    ...(standing && { gradeInForce: standing }),
    ...(hold && { pendingSuspension: hold }),
  };
}

/** The result of one annual evaluation (评价结果), after corrections. */
export interface PublishedGrade {
  readonly cycle: number;
  readonly publishedOn: Day;
  readonly score: string;
  readonly grade: Grade;
}

/** A suspension that waits for a second officer, and the end of the time limit for the ruling. */
export interface PendingSuspension {
  readonly suspension: Suspension;
  readonly since: string;
  readonly dueAt: string;
  /**
   * Officers who sent a record behind it, corrected its row or chose its subject. None of them may release it. Files
   * of earlier releases store a single name.
   */
  readonly proposedBy: readonly string[] | string;
}

/**
 * What an agenda entry is about: `d` and `s` a delivery to directory or settlement, `c` a change on a day, `h` a
 * pending suspension.
 */
export const agendaLetters = {
  directory: 'd',
  settlement: 's',
  change: 'c',
  pendingSuspension: 'h',
} as const;

/**
 * When the file is next due, and for what: `<instant>#<letters><seconds>`. The seconds (of the Unix epoch) say since when
 * its oldest pending delivery has waited. They follow the letters, because earlier releases read letters only. Files
 * that have only given-up deliveries sort last, so that they can be listed.
 */
export function agendaOf(state: FileState): string | undefined {
  const pending = Object.entries(state.deliveries).filter(([, { stage }]) => stage === 'pending');
  const [waiting] = pending.map(([, delivery]) => waitingSince(delivery)).sort();
  const due: [string, string][] = [
    ...pending.map(([receiver, { dueAt }]): [string, string] => [
      dueAt ?? '',
      agendaLetters[receiver as Receiver],
    ]),
    ...(state.changesOn
      ? [[startOf(state.changesOn).toISOString(), agendaLetters.change] as [string, string]]
      : []),
    ...(state.pendingSuspension
      ? [[state.pendingSuspension.dueAt, agendaLetters.pendingSuspension] as [string, string]]
      : []),
  ];
  if (due.length > 0) {
    const [first] = due.map(([at]) => at).sort();
    return agendaPlaceOf({
      at: first ?? '',
      about: due.map(([, letter]) => letter).join(''),
      ...(waiting !== undefined && { since: String(Math.floor(Date.parse(waiting) / 1000)) }),
    });
  }
  const givenUp = Object.entries(state.deliveries).filter(([, { stage }]) => stage === 'given-up');
  return givenUp.length > 0
    ? `${givenUpAgenda}#${givenUp.map(([receiver]) => agendaLetters[receiver as Receiver]).join('')}`
    : undefined;
}

/** A place in the agenda: an instant, letters, and the seconds since which a delivery waits. */
interface AgendaPlace {
  readonly at: string;
  readonly about: string;
  readonly since?: string | undefined;
}

export const agendaPlaceOf = ({ at, about, since = '' }: AgendaPlace): string =>
  about ? `${at}#${about}${since}` : at;

export function parseAgendaPlace(text: string): AgendaPlace {
  const [at = '', rest = ''] = text.split('#');
  const [, about = rest, since] = /^(\D*)(\d+)$/.exec(rest) ?? [];
  return { at, about, ...(since && { since }) };
}

/**
 * Since when the oldest pending delivery behind an agenda entry has waited, as an instant. Undefined when none is
 * pending. An entry of an earlier release does not say it: then the instant at which it was due.
 */
export function agendaWaitingSince({ at, about, since }: AgendaPlace): string | undefined {
  if (!about.includes(agendaLetters.directory) && !about.includes(agendaLetters.settlement)) return undefined;
  return since === undefined ? at : new Date(Number(since) * 1000).toISOString();
}

/** Sorts after every instant. */
export const givenUpAgenda = '9999-given-up';
