import type { Scheme } from '../shared/scheme.ts';
import type { CaseDue } from './cases/case-state.ts';
import type { CaseFact, DecisionFact, Fact, Link } from './facts/fact.ts';
import type { PartyKey, SubjectKey } from './facts/subject.ts';
import type { Receiver } from './projection/delivery-state.ts';
import type { FileState } from './projection/file-state.ts';
import type { Folder, SheetRecord } from './projection/project-folder.ts';

/** Facts, links and files of parties. Each method that writes is one conditional write of one item. */
export interface FactStore {
  /** Facts, links and files of a party, read consistently. */
  readFolder(party: PartyKey): Promise<Folder>;
  /** The files of a party alone: the same work whatever else is known of it. */
  readFiles(party: PartyKey): Promise<Folder['files']>;
  readFile(subject: SubjectKey): Promise<FileState | undefined>;
  /** Replaces the file if its revision is still the one before; false when somebody was faster. */
  putFile(file: FileState): Promise<boolean>;
  /** True when the fact was not there before; a fact that is there stays as it is. */
  addFact(party: PartyKey, fact: Fact): Promise<boolean>;
  /** The same, of a decision whose subject is no subject of ours yet: it is found by source and age until it is. */
  addWaitingFact(party: PartyKey, fact: DecisionFact): Promise<boolean>;
  /** The fact has found its subject, or the case is closed. */
  stopWaiting(party: PartyKey, factKey: string): Promise<void>;
  /** What it said is forgotten after the time it may be kept; that it was there stays. */
  expireFact(party: PartyKey, factKey: string): Promise<void>;
  /** Replaces the link unless it was drawn from more facts; true when it says something new. */
  putLink(institution: PartyKey, link: Link): Promise<boolean>;
  /** The party that the registry gives a medical-insurance code to; undefined for every party that is no such code. */
  aliasOf(party: PartyKey): Promise<PartyKey | undefined>;
}

/** Which subjects there are: by name, by identifier, and institutions of which something is public. Each method that writes is one conditional write of one item. */
export interface SubjectIndex {
  /** Those of some parties that seem to have no credit file: a guess, by reads that may be a moment old. */
  likelyStrangers(parties: readonly { party: PartyKey; scheme: Scheme }[]): Promise<ReadonlySet<PartyKey>>;
  /** Notes that a subject has the name; noting it again changes nothing. */
  addName(nameDigest: string, subject: SubjectKey): Promise<void>;
  /** Subjects that have, or had, the name. */
  subjectsNamed(nameDigest: string): Promise<SubjectKey[]>;
  /** Notes that something of an institution is public; what it is, and until when, its file says. */
  noteDisclosed(subject: SubjectKey): Promise<void>;
  /** Institutions of which something is, or was, public. */
  disclosed(): Promise<SubjectKey[]>;
}

/** Immutable score sheets. Each method that writes is one conditional write of one item. */
export interface SheetStore {
  /** Keeps a sheet for ever; putting it again changes nothing. */
  addSheet(party: PartyKey, sheet: SheetRecord): Promise<void>;
  /** The body of a sheet. */
  readSheet(subject: SubjectKey, hash: string): Promise<string | undefined>;
  /** Every sheet of a file, by hash; undefined for one that cannot be read. */
  readSheets(subject: SubjectKey): Promise<Map<string, string | undefined>>;
}

/** Open objections and repairs by the day on which something is due. Each method that writes is one conditional write of one item. */
export interface CaseIndex {
  /** The same, of an objection or repair: it is found by the day something is due. */
  addCase(party: PartyKey, fact: CaseFact, due: CaseDue): Promise<boolean>;
  /** Something else is due now, or somebody was reminded; of a case that waits no more nothing changes. */
  moveCase(party: PartyKey, factKey: string, due: CaseDue): Promise<void>;
}

/** The outbox in the files: who may send for a file, and what is due. Each method that writes is one conditional write of one item. */
export interface Outbox {
  /** Makes the caller the only sender for the file and receiver until `until`; undefined when another one is. */
  lease(
    subject: SubjectKey,
    receiver: Receiver,
    options: { sender: string; now: Date; until: Date },
  ): Promise<FileState | undefined>;
  /**
   * Files and runs with something due from `from` to `until`, oldest first, from one shard of the agenda: those behind
   * the entry `after`, also when it has moved since. Fewer than `limit` are not yet the last ones; none are.
   */
  due(options: {
    shard: number;
    from?: string | undefined;
    until: string;
    limit: number;
    after?: AgendaEntry | undefined;
  }): Promise<AgendaEntry[]>;
}

/** Scans of the whole table, a page at a time: evaluations, reconciliation and operations only. Each method that writes is one conditional write of one item. */
export interface FolderScans {
  /** Whole folders of one of several shards of the table, a page at a time, each folder once. */
  scanFolders(options: {
    shard: number;
    shards: number;
    after?: string | undefined;
    limit: number;
  }): Promise<{ folders: Folder[]; next?: string }>;
  /** Parties with a file of one of several shards of the table, keys alone (operations only). */
  scanParties(options: {
    shard: number;
    shards: number;
    after?: string | undefined;
    limit: number;
  }): Promise<{ parties: PartyKey[]; next?: string }>;
  /** All files, a page at a time (operations only). */
  scanFiles(options: { after?: string; limit: number }): Promise<{ files: FileState[]; next?: string }>;
}

/** Everything that is kept of parties. A function asks for the part it needs. */
export interface FolderStore extends FactStore, SubjectIndex, SheetStore, CaseIndex, Outbox, FolderScans {}

export type AgendaEntry =
  | { readonly kind: 'file'; readonly subject: SubjectKey; readonly at: string; readonly about: string }
  | { readonly kind: 'run'; readonly runId: string; readonly at: string; readonly about: '' };
