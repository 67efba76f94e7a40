import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { startOf } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Scheme } from '../../shared/scheme.ts';
import { digestOf } from '../facts/identity.ts';
import type { Identity, PartyKey } from '../facts/subject.ts';
import type { Delivery, Receiver } from './delivery-state.ts';
import type { Disclosure } from './disclosure.ts';
import type { Sanction, Suspension } from './sanctions.ts';

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
  readonly gradeInForce?: GradeInForce | undefined;
  readonly sanctions: readonly Sanction[];
  readonly pendingSuspension?: PendingSuspension | undefined;
  readonly changesOn?: Day | undefined;
  /** Results of the annual evaluations as they stand now, oldest first. */
  readonly published?: readonly PublishedGrade[] | undefined;
  /** The institution's dishonesty information is public (Art. 26 (1)). */
  readonly disclosure?: Disclosure | undefined;
  /** Of the facts and links it was drawn from last. */
  readonly folderDigest?: string | undefined;
  /** Of all the above and the deliveries, as the item was written: a changed byte shows. */
  readonly digest?: string | undefined;
  readonly deliveries: Readonly<Partial<Record<Receiver, Delivery>>>;
  /** One sender a receiver: `<until>#<sender>`, while somebody sends. Taken by one conditional write of its own. */
  readonly leases: Readonly<Partial<Record<Receiver, string>>>;
}

export interface GradeInForce {
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

/** Of what a file says and what its receivers were told; not of its revision and leases, which are written by themselves. */
export const fileDigestOf = (file: FileState): string => digestOf(storedFile(file));

type FileSaid = Omit<FileState, 'revision' | 'leases' | 'party' | 'category'>;

/** The stored attributes of a file. Two have the names of the first release, so that older data is read as it is. */
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

/** A stored file in the names of this release. */
export function readStoredFile({ standing, hold, ...said }: StoredFile): FileSaid {
  return {
    ...said,
    ...(standing && { gradeInForce: standing }),
    ...(hold && { pendingSuspension: hold }),
  };
}

/** The result of one annual evaluation (评价结果) as it stands after corrections. */
export interface PublishedGrade {
  readonly cycle: number;
  readonly publishedOn: Day;
  readonly score: string;
  readonly grade: Grade;
}

/** A suspension that waits for a second officer (four eyes), and the end of the time box for it. */
export interface PendingSuspension {
  readonly suspension: Suspension;
  readonly since: string;
  readonly dueAt: string;
  /**
   * Who sent a record behind it, corrected its row or chose its subject: may not be the one to release it. One name
   * alone in files of earlier releases.
   */
  readonly proposedBy: readonly string[] | string;
}

/** What an agenda entry is about: `d` and `s` a delivery to directory or settlement, `c` a change by itself, `h` a hold. */
export const agendaLetters = {
  directory: 'd',
  settlement: 's',
  change: 'c',
  pendingSuspension: 'h',
} as const;

/**
 * When something must be done about the file by itself, and what: `<instant>#<letters>`. Files with nothing but
 * given-up deliveries come last, so that they can be listed.
 */
export function agendaOf(state: FileState): string | undefined {
  const pending = Object.entries(state.deliveries).filter(([, { stage }]) => stage === 'pending');
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
    return `${first}#${due.map(([, letter]) => letter).join('')}`;
  }
  const givenUp = Object.entries(state.deliveries).filter(([, { stage }]) => stage === 'given-up');
  return givenUp.length > 0
    ? `${givenUpAgenda}#${givenUp.map(([receiver]) => agendaLetters[receiver as Receiver]).join('')}`
    : undefined;
}

/** Sorts behind every instant. */
export const givenUpAgenda = '9999-given-up';
