import type { Scheme } from '../shared/scheme.ts';
import type { CaseDue } from './cases/case-state.ts';
import type { AliasFact, CaseFact, DecisionFact, Fact, Link, RelationFact } from './facts/fact.ts';
import type { PartyKey, SubjectKey } from './facts/subject.ts';
import type { Fold } from './folding/fold.ts';
import type { Receiver } from './projection/delivery-state.ts';
import type { FileState } from './projection/file-state.ts';
import type { Folder } from './projection/project-folder.ts';
import type { SheetRecord } from './projection/sheet-record.ts';

/** What a projection needs of a folder. */
export interface CondensedFolder extends Folder {
  /** The decisions in the slots that were asked for; empty if the whole folder was read. */
  readonly inSlots: readonly DecisionFact[];
  /** Likewise the links in slots. */
  readonly inLinkSlots: readonly Link[];
}

/** Decisions and persons whose slots are read, too. */
export interface About {
  readonly decisions?: readonly DecisionFact[] | undefined;
  readonly persons?: readonly PartyKey[] | undefined;
}

/** Facts and links of parties. Each method that writes makes one conditional write of one item. */
export interface FactStore {
  /** Facts, links and files of a party; a consistent read. */
  readFolder(party: PartyKey): Promise<Folder>;
  /**
   * As `readFolder`, without the decisions and links that a fold sums, where there is a current one, and without the
   * relations that are kept apart: the cost does not depend on their number.
   */
  readCondensed(party: PartyKey, about?: About): Promise<CondensedFolder>;
  /** Puts a decision into the slot of its number; false if there is one in it. */
  fillSlot(party: PartyKey, fact: DecisionFact): Promise<boolean>;
  /** Replaces the fold if its version is the previous one; false if another writer was first. */
  putFold(party: PartyKey, fold: Fold): Promise<boolean>;
  /** True if the fact was added. An existing fact is not changed. */
  addFact(party: PartyKey, fact: Fact): Promise<boolean>;
  /** As `addFact`, for a decision whose subject is not known yet. It is indexed by source and age until then. */
  addWaitingFact(party: PartyKey, fact: DecisionFact): Promise<boolean>;
  /** Removes a fact from the index: its subject is known, or the case is closed. */
  stopWaiting(party: PartyKey, factKey: string): Promise<void>;
  /** Deletes the content of a fact after its retention time. The key stays. */
  expireFact(party: PartyKey, factKey: string): Promise<void>;
  /** Replaces the link unless it was projected from more facts; true if the content changed. */
  putLink(institution: PartyKey, link: Link): Promise<boolean>;
  /** The same in the slot of the person. It must have been announced in the fold. */
  fillLinkSlot(institution: PartyKey, link: Link): Promise<boolean>;
  /**
   * Removes a decision outside its slot that the slot has, too, and that the fold names (`twice`); false if the two are not
   * the same. Only the upgrade of a region may do it.
   */
  dropFact(party: PartyKey, fact: DecisionFact): Promise<boolean>;
  /** The same of a link that the fold says was moved. */
  dropLink(institution: PartyKey, link: Pick<Link, 'person' | 'drawnFrom'>): Promise<boolean>;
  /** Adds a relation apart from the facts that projections read; true if there was none with the institution. */
  addRelation(person: PartyKey, fact: RelationFact): Promise<boolean>;
  /** The registry's assignments of a medical-insurance code (`facts/code-holder.ts`); empty for any other party. */
  aliasesOf(party: PartyKey): Promise<AliasFact[]>;
}

/** The credit files of parties. Writes as in `FactStore`. */
export interface FileStore {
  /** Only the files of a party. The cost does not depend on the number of its facts. */
  readFiles(party: PartyKey): Promise<Folder['files']>;
  readFile(subject: SubjectKey): Promise<FileState | undefined>;
  /** The files of many subjects that have one, in any order, a hundred in one request. */
  readFilesOf(subjects: readonly SubjectKey[]): Promise<FileState[]>;
  /** Replaces the file if its revision is the previous one; false if another writer was first. */
  putFile(file: FileState): Promise<boolean>;
}

/** Subjects by name and by identifier, and institutions with public information. Writes as in `FactStore`. */
export interface SubjectIndex {
  /** Those of the parties that probably have no credit file. The reads are eventually consistent, so it may be wrong. */
  likelyStrangers(parties: readonly { party: PartyKey; scheme: Scheme }[]): Promise<ReadonlySet<PartyKey>>;
  /** Records that a subject has the name. Idempotent. */
  addName(nameDigest: string, subject: SubjectKey): Promise<void>;
  /** Subjects that have, or had, the name. */
  subjectsNamed(nameDigest: string): Promise<SubjectKey[]>;
  /** Records that an institution has public information. Its file says what is public and until when. */
  noteDisclosed(subject: SubjectKey): Promise<void>;
  /** Institutions that have, or had, public information. */
  disclosed(): Promise<SubjectKey[]>;
}

/** Immutable score sheets. Writes as in `FactStore`. */
export interface SheetStore {
  /** Stores a sheet permanently. Idempotent. */
  addSheet(party: PartyKey, sheet: SheetRecord): Promise<void>;
  /** The body of a sheet. */
  readSheet(subject: SubjectKey, hash: string): Promise<string | undefined>;
  /** The bodies of sheets of many files, in order, a hundred in one request. */
  readSheetsOf(
    sheets: readonly { readonly subject: SubjectKey; readonly hash: string }[],
  ): Promise<(string | undefined)[]>;
  /** Every sheet of a file, by hash; undefined for one that cannot be read. */
  readSheets(subject: SubjectKey): Promise<Map<string, string | undefined>>;
}

/** Open objections and repairs by their next deadline. Writes as in `FactStore`. */
export interface CaseIndex {
  /** As `addFact`, for an objection or a repair. It is indexed by its next deadline. */
  addCase(party: PartyKey, fact: CaseFact, due: CaseDue): Promise<boolean>;
  /** Sets the next deadline or the stage of a case. A closed case is not changed. */
  moveCase(party: PartyKey, factKey: string, due: CaseDue): Promise<void>;
}

/** The outbox in the files: the leases of senders, and what is due. Writes as in `FactStore`. */
export interface Outbox {
  /** Takes the lease of a file and receiver until `until`; undefined while another sender has it. */
  lease(
    subject: SubjectKey,
    receiver: Receiver,
    options: { sender: string; now: Date; until: Date },
  ): Promise<FileState | undefined>;
  /**
   * Files and runs that are due from `from` to `until`, oldest first, from one shard of the agenda. With `after`, only
   * entries behind that one, even if it has moved since. A page with fewer than `limit` entries may not be the last;
   * an empty page is.
   */
  due(options: {
    shard: number;
    from?: string | undefined;
    until: string;
    limit: number;
    after?: AgendaEntry | undefined;
  }): Promise<AgendaEntry[]>;
}

/** Scans of the whole table, page by page: for evaluations, reconciliation and operations only. */
export interface FolderScans {
  /** Whole folders of one shard of the table, page by page; each folder once. */
  scanFolders(options: {
    shard: number;
    shards: number;
    after?: string | undefined;
    limit: number;
  }): Promise<{ folders: Folder[]; next?: string }>;
  /** Keys of the parties with a file, of one shard of the table (operations only). */
  scanParties(options: {
    shard: number;
    shards: number;
    after?: string | undefined;
    limit: number;
  }): Promise<{ parties: PartyKey[]; next?: string }>;
  /** All files, page by page (operations only). */
  scanFiles(options: { after?: string; limit: number }): Promise<{ files: FileState[]; next?: string }>;
}

/** All stores of parties together. A function asks only for the part it needs. */
export interface FolderStore
  extends FactStore,
    FileStore,
    SubjectIndex,
    SheetStore,
    CaseIndex,
    Outbox,
    FolderScans {}

export type AgendaEntry =
  | {
      readonly kind: 'file';
      readonly subject: SubjectKey;
      readonly at: string;
      readonly about: string;
      /** Since when its oldest pending delivery has waited, in seconds of the Unix epoch. */
      readonly since?: string | undefined;
    }
  | { readonly kind: 'run'; readonly runId: string; readonly at: string; readonly about: '' };
