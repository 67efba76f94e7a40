import type { DecisionContent, DecisionRecord, RegistrationRecord } from '../../../schemas/record.ts';
import type { Category, GradedCategory } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Scheme } from '../../shared/scheme.ts';
import type { Source } from '../../shared/source.ts';
import type { CaseContent } from '../cases/case-fact.ts';
import type { Identity, PartyKey, Sealed } from './subject.ts';

/** Where a fact came in: the run, the row of its file, and who sent it. */
export interface Origin {
  readonly run: string;
  readonly row: number;
  /** The batch of the run that holds the row. */
  readonly batch: number;
  readonly fileSha256: string;
  readonly source: Source;
  /** The agency of the token (`sub`). */
  readonly by: string;
  readonly receivedAt: string;
  /** An officer made the row understood, or chose its subject; the row as sent is kept with its quarantine. */
  readonly correction?: { readonly by: string; readonly at: string } | undefined;
}

/** Both came with the very same row of the same file. */
export const isSameRow = (a: { origin: Origin }, b: { origin: Origin }): boolean =>
  a.origin.run === b.origin.run && a.origin.row === b.origin.row;

export interface FactBase {
  /** Sort key within the party; made from what the fact says, never from where it came in. */
  readonly key: string;
  readonly origin: Origin;
  /** Its words were sealed anew with another data key: digests of the fact as first written, and as it is (`sealed-fact.ts`). */
  readonly resealed?: { readonly first: string; readonly now: string } | undefined;
}

/** Who the party is in one category, from the registry. */
export interface RegistrationFact extends FactBase {
  readonly type: 'registration';
  readonly category: Category;
  readonly scheme: Scheme;
  readonly identity: Identity;
  readonly medinsCode?: string | undefined;
  readonly level?: RegistrationRecord['level'] | undefined;
  readonly division?: string | undefined;
  readonly status: RegistrationRecord['status'];
  readonly representative?: PartyKey | undefined;
  readonly employment?:
    | { readonly employer: PartyKey; readonly from?: Day | undefined; readonly to?: Day | undefined }
    | undefined;
}

/** What an authority decided about the party. An amendment or revocation is a further fact of the same document. */
export interface DecisionFact extends FactBase {
  readonly type: 'decision';
  /** Identity of the document with its subject: normalised number and authority, hashed. */
  readonly document: string;
  readonly documentNumber: string;
  readonly authority: DecisionRecord['authority'];
  readonly decidedOn: Day;
  readonly actOn: Day;
  readonly status: DecisionRecord['status'];
  readonly content: DecisionContent;
  readonly usage: DecisionRecord['usage'];
  /** The subject's category, where the source says it. */
  readonly category?: Category | undefined;
  readonly scheme: Scheme;
  readonly identity: Identity;
  /** Number of the document that amends or revokes this one. */
  readonly correctionNumber?: string | undefined;
  /** Sealed words of the document: what was done. */
  readonly matter?: Sealed | undefined;
  /** The bureau's own finding: it makes its subject known (docs/regulation.md, Own findings). */
  readonly createsSubject: boolean;
}

/** The party is the legal representative (法定代表人) of an institution of ours. */
export interface RelationFact extends FactBase {
  readonly type: 'relation';
  readonly institution: PartyKey;
}

/** The party's medical-insurance code stands for another party: the one the registry gives it to. */
export interface AliasFact extends FactBase {
  readonly type: 'alias';
  readonly of: PartyKey;
}

/** An officer released or refused a suspension that was held (four eyes). */
export interface RulingFact extends FactBase {
  readonly type: 'ruling';
  readonly category: Category;
  readonly suspension: string;
  readonly verdict: 'released' | 'refused';
  readonly reason: string;
}

/**
 * An officer took a fact out of effect, or put it back: a match that was wrong, a row that does not hold, a record that
 * was about somebody else. Of several about one fact the last one holds; the fact itself stays where it is.
 */
export interface WithdrawalFact extends FactBase {
  readonly type: 'withdrawal';
  readonly of: string;
  readonly isWithdrawn: boolean;
  readonly reason: Sealed;
  /** Where the record went, when it was about another subject. */
  readonly movedTo?: PartyKey | undefined;
}

/**
 * The annual evaluation published a result of the party (评价结果发布, Art. 15 to 18): what it froze. The result itself is
 * drawn from the facts, so that what is corrected later leaves it by itself.
 */
export interface PublicationFact extends FactBase {
  readonly type: 'publication';
  readonly category: GradedCategory;
  readonly cycle: number;
  /** Which evaluation. */
  readonly evaluation: string;
  readonly publishedOn: Day;
  /** Marks of the documents that counted (`late-evidence.ts`); whatever else is of that cycle came late. */
  readonly counted: readonly string[];
  /** Peer statistics by indicator, of the party's own level where the table compares by level. */
  readonly peers?: Readonly<Record<string, PeerStatistics>> | undefined;
  readonly tableVersion: string;
}

export interface PeerStatistics {
  readonly min: string;
  readonly max: string;
}

/** A decision that waited for its subject longer than it may be kept: nothing of what it said is left. */
export interface ExpiredFact extends FactBase {
  readonly type: 'expired';
}

/** Objections and repairs, and what became of them: keys and kinds in `case-fact.ts`. */
export type CaseFact = FactBase & CaseContent;

export type Fact =
  | RegistrationFact
  | DecisionFact
  | RelationFact
  | AliasFact
  | RulingFact
  | WithdrawalFact
  | PublicationFact
  | ExpiredFact
  | CaseFact;

/**
 * Every kind of fact this release understands. A release that writes what an older one must not pass over writes it as a
 * kind of its own: files with such facts are then left alone by the older one, not drawn without them.
 */
const factTypes: Readonly<Record<Fact['type'], true>> = {
  registration: true,
  decision: true,
  relation: true,
  alias: true,
  ruling: true,
  withdrawal: true,
  publication: true,
  expired: true,
  objection: true,
  'objection-decision': true,
  repair: true,
  'repair-extension': true,
  'repair-decision': true,
  'notice-objection': true,
  'notice-ruling': true,
  deadline: true,
};

export const isKnownFact = ({ type }: { readonly type: string }): boolean => Object.hasOwn(factTypes, type);

/**
 * What a person's documents mean for one institution: drawn anew from the person's facts, kept with the institution.
 * `drawnFrom` is the number of facts seen; a link drawn from fewer never replaces one drawn from more.
 */
export interface Link {
  readonly person: PartyKey;
  readonly drawnFrom: number;
  readonly entries: readonly LinkEntry[];
}

export const linkMatters = [
  'physician-sanctioned',
  'pharmacist-suspended',
  'pharmacist-disqualified',
  'fraud-conviction',
  'representative-listed',
] as const;
export type LinkMatter = (typeof linkMatters)[number];

export interface LinkEntry {
  readonly matter: LinkMatter;
  readonly fact: string;
  readonly document: string;
  readonly documentNumber: string;
  readonly authority: string;
  readonly decidedOn: Day;
  /** End of a listing, where it has one. */
  readonly until?: Day | undefined;
  /** The document is not to be named to other authorities (信息使用范围). */
  readonly isRestricted?: true;
  readonly origin: Pick<Origin, 'run' | 'row' | 'fileSha256'>;
  /** When the document was received; not in links of earlier releases. */
  readonly receivedAt?: string | undefined;
}
