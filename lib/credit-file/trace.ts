import type { Category } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import { type DecisionState, decisionStates, isDecision } from './facts/decision-state.ts';
import type { DecisionFact, Fact, Origin } from './facts/fact.ts';
import { isRegistration } from './facts/registration.ts';
import type { PartyKey } from './facts/subject.ts';
import { withdrawnKeys } from './facts/withdrawn-keys.ts';
import type { Folder } from './projection/project-folder.ts';
import type { Sanction } from './projection/sanctions.ts';
import type { Sheet } from './projection/scorer.ts';
import type { SheetBody } from './projection/sheet-body.ts';

/** A line of a score sheet that lost or gained points, with the decisions behind it. */
export interface TracedLine {
  readonly indicator: string;
  readonly name: string;
  readonly weight: string;
  readonly awarded: string;
  readonly rule: string;
  readonly article: string;
  readonly causes: readonly TracedCause[];
}

/** Points lost (negative: gained), and the key of the fact that caused it. */
export interface TracedCause {
  readonly lost: string;
  readonly fact: string;
  /** Why a document of another party counts here. */
  readonly via?: string | undefined;
  readonly carriedFrom?: number | undefined;
  /** Of a sum: how many decisions it stands for. */
  readonly documents?: number | undefined;
}

/** The fields of a line that are read; `lib/scoring` makes the line. */
interface ScoredLine extends Omit<TracedLine, 'causes'> {
  readonly deductions?: readonly {
    readonly lost: string;
    readonly cause?: Omit<TracedCause, 'lost'> | undefined;
  }[];
}

/** The lines of a sheet that have a cause. */
export const linesBehind = ({ lines }: Pick<Sheet, 'lines'>): TracedLine[] =>
  (lines as readonly ScoredLine[])
    .map(({ indicator, name, weight, awarded, rule, article, deductions = [] }) => ({
      indicator,
      name,
      weight,
      awarded,
      rule,
      article,
      causes: deductions.flatMap(({ lost, cause }) =>
        cause
          ? [
              {
                lost,
                fact: cause.fact,
                via: cause.via,
                carriedFrom: cause.carriedFrom,
                documents: cause.documents,
              },
            ]
          : [],
      ),
    }))
    .filter(({ causes }) => causes.length > 0);

/** A sanction, and the keys of the decisions it follows from. */
export interface TracedSanction extends Sanction {
  readonly follows: readonly string[];
}

/** The sanctions of a sheet, each with the decisions that caused it. */
export function sanctionsBehind(body: SheetBody): TracedSanction[] {
  const sanctions = (body['sanctions'] ?? []) as readonly Sanction[];
  const evidence = body.input?.evidence ?? [];
  const causes = evidence.map(({ on, cause: { fact } }) => ({ on, fact }));
  return sanctions.map((sanction) => ({
    ...sanction,
    follows:
      sanction.kind === 'settlement-suspension'
        ? suspendedFor(body, causes, sanction)
        : keysOf(orAll(causes, ({ on }) => on === sanction.from)),
  }));
}

type Cause = { readonly on: Day; readonly fact: string };

/** Sheets of earlier releases do not name what a suspension rests on: then every decision before its end. */
function suspendedFor(body: SheetBody, causes: readonly Cause[], { until }: Sanction): string[] {
  const restsOn = body['suspendedFor'] as readonly string[] | undefined;
  if (!restsOn) return keysOf(causes.filter(({ on }) => until === undefined || on < until));
  const named = keysOf(causes.filter(({ fact }) => restsOn.includes(fact)));
  return named.length > 0 ? named : [...restsOn];
}

const orAll = (causes: readonly Cause[], test: (cause: Cause) => boolean): readonly Cause[] => {
  const found = causes.filter(test);
  return found.length > 0 ? found : causes;
};

const keysOf = (causes: readonly { fact: string }[]): string[] => [
  ...new Set(causes.map(({ fact }) => fact)),
];

/** The person whose folder contains the fact of a cause; undefined if it is the subject's own fact. */
export const personOf = (
  { links }: Pick<Folder, 'links'>,
  { fact, via }: Pick<TracedCause, 'fact' | 'via'>,
): PartyKey | undefined =>
  via === undefined
    ? undefined
    : links.find(({ entries }) => entries.some((entry) => entry.fact === fact && entry.matter === via))
        ?.person;

/** A decision behind a message: the fact that applied, and every other statement about the same document. */
export interface TracedDecision {
  readonly fact: string;
  readonly via?: string | undefined;
  readonly documentNumber: string;
  readonly authority: string;
  readonly decidedOn: Day;
  readonly usage: DecisionFact['usage'];
  /** The state now; it may have changed since the message was made. */
  readonly now: 'standing' | 'amended' | 'contested' | 'revoked' | 'repaired' | 'withdrawn';
  readonly statements: readonly TracedStatement[];
}

/** One row about the document. */
export interface TracedStatement {
  readonly fact: string;
  readonly status: DecisionFact['status'];
  readonly decidedOn: Day;
  readonly origin: Origin;
}

/** Finds the decision that a fact belongs to; undefined if the folder does not contain the fact. */
export function decisionsByCause(
  facts: readonly Fact[],
): (cause: Pick<TracedCause, 'fact' | 'via'>) => TracedDecision | undefined {
  const decisions = new Map(facts.filter(isDecision).map((fact) => [fact.key, fact]));
  const states = new Map(
    decisionStates(facts).flatMap((state) => state.facts.map((form) => [form.key, state] as const)),
  );
  return ({ fact: key, via }) => {
    const fact = decisions.get(key);
    if (!fact) return undefined;
    const state = states.get(key);
    return {
      fact: key,
      via,
      documentNumber: fact.documentNumber,
      authority: fact.authority.name,
      decidedOn: fact.decidedOn,
      usage: fact.usage,
      now: state ? stateOf(state) : 'withdrawn',
      statements: (state?.facts ?? [fact]).map(statementOf),
    };
  };
}

function stateOf({ revoked, repairedOn, amended, contested }: DecisionState): TracedDecision['now'] {
  if (revoked) return 'revoked';
  if (repairedOn) return 'repaired';
  return amended ? 'amended' : contested ? 'contested' : 'standing';
}

const statementOf = ({ key, status, decidedOn, origin }: DecisionFact): TracedStatement => ({
  fact: key,
  status,
  decidedOn,
  origin,
});

/** A row that identifies the subject. */
export interface TracedIdentity {
  readonly fact: string;
  readonly kind: 'registration' | 'finding';
  readonly origin: Origin;
}

/** The rows that identify the subject: those of the registry or, without any, findings that created it. */
export function identityBehind(facts: readonly Fact[], category: Category): TracedIdentity[] {
  const registered = facts.filter(isRegistration).filter((fact) => fact.category === category);
  const found = facts.filter(isDecision).filter((fact) => fact.createsSubject && fact.category === category);
  return (registered.length > 0 ? registered : found)
    .map(({ key, type, origin }) => ({
      fact: key,
      kind: type === 'registration' ? ('registration' as const) : ('finding' as const),
      origin,
    }))
    .sort((a, b) => (a.origin.receivedAt < b.origin.receivedAt ? -1 : 1));
}

/** A fact that did not come from a file: an officer's decision, a publication, casework. Its reasons stay sealed. */
export interface TracedWord {
  readonly fact: string;
  readonly kind: Fact['type'];
  readonly by: string;
  readonly at: string;
  /** The decision it is about, if there is one. */
  readonly of?: string | undefined;
  readonly documentNumber?: string | undefined;
  readonly says?: string | undefined;
}

/** Withdrawals, rulings, publications and casework of a file, sorted by time. */
export function wordsBehind(facts: readonly Fact[], category: Category): TracedWord[] {
  const withdrawn = withdrawnKeys(facts);
  const numberOf = (key: string): string | undefined =>
    facts.filter(isDecision).find((fact) => fact.key === key)?.documentNumber;
  return facts
    .filter((fact) => isWordOf(fact, category))
    .map((fact) => ({
      fact: fact.key,
      kind: fact.type,
      by: fact.origin.by,
      at: fact.origin.receivedAt,
      ...(fact.type === 'withdrawal' && {
        of: fact.of,
        documentNumber: numberOf(fact.of),
        says: `${fact.isWithdrawn ? (fact.movedTo ? 'moved to another subject' : 'withdrawn') : 'put back'}${fact.isWithdrawn && !withdrawn.has(fact.of) ? ', put back since' : ''}`,
      }),
      ...(fact.type === 'ruling' && { of: fact.suspension, says: fact.verdict }),
      ...(fact.type === 'publication' && {
        says: `cycle ${fact.cycle} published on ${fact.publishedOn} by evaluation ${fact.evaluation}`,
      }),
      ...(fact.type === 'succession' && { says: 'goes on under the number of this registry row' }),
      ...('verdict' in fact && fact.type !== 'ruling' && { says: String(fact.verdict) }),
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Casework and publications name their category. A withdrawal names a fact of the party. */
function isWordOf(fact: Fact, category: Category): boolean {
  if (fact.type === 'withdrawal') return true;
  const isSaid = !['registration', 'decision', 'relation', 'alias', 'expired'].includes(fact.type);
  return isSaid && 'category' in fact && fact.category === category;
}
