import type { DecisionContent, DecisionRecord, RegistrationRecord } from '../../../schemas/record.ts';
import type { Policy } from '../../regulation/policy.ts';
import type { Category, GradedCategory } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Scheme } from '../../shared/scheme.ts';
import type { Source } from '../../shared/source.ts';
import type { CaseContent } from '../cases/case-fact.ts';
import type { Identity, PartyKey, Sealed } from './subject.ts';

/** Where a fact came in: run, row of the file, and sender. */
export interface Origin {
  readonly run: string;
  readonly row: number;
  /** The batch of the run that contains the row. */
  readonly batch: number;
  readonly fileSha256: string;
  readonly source: Source;
  /** The agency that sent the file, or the officer (`sub`) whose word the fact is. */
  readonly by: string;
  /** Who of the agency sent the file (`sub`), where the token says both. Absent in earlier releases. */
  readonly person?: string | undefined;
  readonly receivedAt: string;
  /** Set when an officer corrected the row or chose its subject. The row as sent is kept in quarantine. */
  readonly correction?: { readonly by: string; readonly at: string } | undefined;
  /** The second officer who confirmed a finding of the bureau (Art. 12). It counts from then on (`known-since.ts`). */
  readonly confirmation?: { readonly by: string; readonly at: string } | undefined;
}

/** Whether both came from the same row of the same file. */
export const isSameRow = (a: { origin: Origin }, b: { origin: Origin }): boolean =>
  a.origin.run === b.origin.run && a.origin.row === b.origin.row;

export interface FactBase {
  /** Sort key within the party. It is made from the content of the fact, never from its origin. */
  readonly key: string;
  readonly origin: Origin;
  /**
   * Set by a rotation of the data key: digests of the fact as first written, and with its values sealed again
   * (`sealed-fact.ts`).
   */
  readonly resealed?: { readonly first: string; readonly now: string } | undefined;
}

/** A registry entry: who the party is in one category. */
export interface RegistrationFact extends FactBase {
  readonly type: 'registration';
  readonly category: Category;
  readonly scheme: Scheme;
  readonly identity: Identity;
  readonly medinsCode?: string | undefined;
  readonly level?: RegistrationRecord['level'] | undefined;
  readonly division?: string | undefined;
  readonly status: RegistrationRecord['status'];
  /** The party of the USCC in the row, where that number leads to the file of another key. Absent in earlier releases. */
  readonly number?: PartyKey | undefined;
  readonly representative?: PartyKey | undefined;
  /** Name and number of the representative as the row gives them (JSON), sealed. Absent in earlier releases. */
  readonly representativeIdentity?: Sealed | undefined;
  /** 单位性质, 执业范围, 注册登记（备案）, 执业信息 (JSON), sealed, with a keyed digest. Absent in earlier releases. */
  readonly particulars?: { readonly sealed: Sealed; readonly digest: string } | undefined;
  readonly employment?:
    | { readonly employer: PartyKey; readonly from?: Day | undefined; readonly to?: Day | undefined }
    | undefined;
}

/** A decision of an authority about the party. An amendment or a revocation is another fact of the same document. */
export interface DecisionFact extends FactBase {
  readonly type: 'decision';
  /** Digest of the normalised number and the authority: identifies the document within the party. */
  readonly document: string;
  readonly documentNumber: string;
  /**
   * The document is that of facts with another spelling of its number too (`documents-of.ts`). Absent in earlier
   * releases.
   */
  readonly joinsSpellings?: true | undefined;
  readonly authority: DecisionRecord['authority'];
  readonly decidedOn: Day;
  readonly actOn: Day;
  readonly status: DecisionRecord['status'];
  readonly content: DecisionContent;
  readonly usage: DecisionRecord['usage'];
  /** The subject's category, if the source gives it. */
  readonly category?: Category | undefined;
  readonly scheme: Scheme;
  readonly identity: Identity;
  /** Of a listing: keyed digests of its number by position (`lib/feeds/list-entry.ts`). Absent in earlier releases. */
  readonly numberMarks?: string | undefined;
  /** Number of the document that amends or revokes this one. */
  readonly correctionNumber?: string | undefined;
  /** What was done, in the words of the document; sealed. */
  readonly matter?: Sealed | undefined;
  /**
   * A finding of the bureau itself: its subject exists even if the registry does not know it (docs/regulation.md, Own
   * findings).
   */
  readonly createsSubject: boolean;
  /** The institution of the person that the document names (所在机构). Absent in earlier releases. */
  readonly employer?: PartyKey | undefined;
  /** The party of the medical-insurance code that it was sent under, where the registry says whose that is. */
  readonly sentTo?: PartyKey | undefined;
}

/** The party is the legal representative (法定代表人) of an institution that has a file. */
export interface RelationFact extends FactBase {
  readonly type: 'relation';
  readonly institution: PartyKey;
}

/**
 * The party is a medical-insurance code that the registry assigned to the party `of`; or a USCC under which the file of
 * `of` goes on, because an officer confirmed the succession.
 */
export interface AliasFact extends FactBase {
  readonly type: 'alias';
  readonly of: PartyKey;
}

/** A medical-insurance code whose facts were moved to this party. */
export interface IdentifierFact extends FactBase {
  readonly type: 'identifier';
  readonly code: PartyKey;
}

/** The institution goes on under another USCC from the day of this registry row on: an officer confirmed it (承继). */
export interface SuccessionFact extends FactBase {
  readonly type: 'succession';
  readonly category: Category;
  /** The party of the number; absent where it is the number that the file's key was made from. */
  readonly number?: PartyKey | undefined;
}

/** A row that said a known decision, received before the row that is known or under another name (`earlier-receipt.ts`). */
export interface EarlierReceiptFact extends FactBase {
  readonly type: 'earlier-receipt';
  /** Key of the decision. */
  readonly of: string;
  /** How the row words the decision: spelling, name as sent, matter. Absent in earlier releases. */
  readonly said?: Wording | undefined;
}

/** What two rows of one decision may word differently: everything that is not in its key. */
export type Wording = Omit<DecisionFact, keyof FactBase | 'type' | 'document' | 'createsSubject' | 'sentTo'>;

/** An officer's ruling on a pending suspension (second officer). */
export interface RulingFact extends FactBase {
  /** Keys are `V.<category>.r<number>`, in their order; of earlier releases `V.<digest>`, which sorts before. */
  readonly type: 'ruling';
  readonly category: Category;
  /** Id of the suspension as it was shown. */
  readonly suspension: string;
  /** Keys of the facts that it rested on, and its longest step. Absent in rulings of earlier releases. */
  readonly restsOn?: readonly string[] | undefined;
  readonly months?: number | undefined;
  readonly verdict: 'released' | 'refused';
  readonly reason: string;
}

/**
 * What the bureau decided of a member of staff whose published grade is C (Art. 24 (2)): to suspend the services, or to end
 * that. A second officer releases it as a suspension that waits (`RulingFact`).
 */
export interface OrderFact extends FactBase {
  /** Keys are `B.<category>.<cycle>.r<number>`, in their order. */
  readonly type: 'order';
  readonly category: Category;
  /** The cycle whose published result is C. */
  readonly cycle: number;
  readonly act: 'suspend' | 'end';
  readonly reason: Sealed;
}

/**
 * An officer put a fact out of effect, or back into effect. Reasons: the match was wrong, the row is not correct, or
 * the record is about another subject. The latest withdrawal of a fact applies. The fact itself is kept.
 */
export interface WithdrawalFact extends FactBase {
  /** Keys are `W.<fact>.r<number>.<who>`, in their order; of earlier releases `W.<fact>.<instant>`, which sorts before. */
  readonly type: 'withdrawal';
  readonly of: string;
  readonly isWithdrawn: boolean;
  readonly reason: Sealed;
  /** The party the record was moved to, if it was about another subject. */
  readonly movedTo?: PartyKey | undefined;
}

/**
 * The annual evaluation published a result of the party (评价结果发布, Art. 15 to 18). The fact contains what was frozen.
 * The result itself is projected from the facts, so that a later correction changes it.
 */
export interface PublicationFact extends FactBase {
  readonly type: 'publication';
  readonly category: GradedCategory;
  readonly cycle: number;
  /** Id of the evaluation. */
  readonly evaluation: string;
  readonly publishedOn: Day;
  /** Marks of the documents that counted (`late-evidence.ts`). Every other document of the cycle is late. */
  readonly counted: readonly string[];
  /** Peer statistics by indicator; those of the party's own level if the table compares by level. */
  readonly peers?: Readonly<Record<string, PeerStatistics>> | undefined;
  readonly tableVersion: string;
  /** Policy parameters as of the evaluation. Absent in publications of earlier releases. */
  readonly policy?: PublishedPolicy | undefined;
}

/** What a publication froze of the policy parameters: how it reads the three-year rule, and the bureau's own values. */
export interface PublishedPolicy extends Pick<Policy, 'downgrade.input' | 'downgrade.absence'> {
  /** Values for the score that differ from the shipped ones. */
  readonly own?: Partial<Policy> | undefined;
}

export interface PeerStatistics {
  readonly min: string;
  readonly max: string;
}

/** A decision whose retention time ended before its subject was known. Its content is deleted. */
export interface ExpiredFact extends FactBase {
  readonly type: 'expired';
}

/** Objections, repairs and their decisions. Kinds and keys are in `case-fact.ts`. */
export type CaseFact = FactBase & CaseContent;

export type Fact =
  | RegistrationFact
  | DecisionFact
  | RelationFact
  | AliasFact
  | IdentifierFact
  | SuccessionFact
  | EarlierReceiptFact
  | RulingFact
  | OrderFact
  | WithdrawalFact
  | PublicationFact
  | ExpiredFact
  | CaseFact;

/**
 * Every kind of fact that this release reads. A release that writes facts which an older release must not ignore
 * gives them a new kind. The older release then leaves such files unchanged instead of projecting them without these
 * facts.
 */
const factTypes: Readonly<Record<Fact['type'], true>> = {
  registration: true,
  decision: true,
  relation: true,
  alias: true,
  identifier: true,
  succession: true,
  'earlier-receipt': true,
  ruling: true,
  order: true,
  withdrawal: true,
  publication: true,
  expired: true,
  objection: true,
  'objection-decision': true,
  'objection-correction': true,
  repair: true,
  'repair-extension': true,
  'repair-decision': true,
  'notice-objection': true,
  'notice-ruling': true,
  'refusal-objection': true,
  'refusal-ruling': true,
  deadline: true,
};

export const isKnownFact = ({ type }: { readonly type: string }): boolean => Object.hasOwn(factTypes, type);

/**
 * What a person's documents mean for one institution. It is projected from the person's facts and stored with the
 * institution. `drawnFrom` (stored name) is the number of the person's facts that were read. A link made from fewer
 * facts never replaces one made from more.
 */
export interface Link {
  readonly person: PartyKey;
  readonly drawnFrom: number;
  readonly entries: readonly LinkEntry[];
  /** Parties of the codes that the person was known by before: publications and cases may still name these. */
  readonly formerly?: readonly PartyKey[] | undefined;
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
  /** The day of the act, where it is another one. Absent in links of earlier releases. */
  readonly actOn?: Day | undefined;
  /** The day from which it counts no more, because the authority that found it repaired it. */
  readonly repairedOn?: Day | undefined;
  /** The day on which a listing was removed, if it was. */
  readonly until?: Day | undefined;
  /** The document must not be named to other authorities (信息使用范围). */
  readonly isRestricted?: true;
  readonly origin: Pick<Origin, 'run' | 'row' | 'fileSha256'>;
  /** When the document was received. Absent in links of earlier releases. */
  readonly receivedAt?: string | undefined;
}
