import type { RowDecision } from '../../feeds/quarantine.ts';

/** Seconds after which a decision that was begun counts as interrupted and may be made again. */
const brokenOffSeconds = 60;

/** A row or a suspected removal, with the decisions about it. */
export interface Decided {
  readonly state: string;
  readonly decisions: readonly RowDecision[];
}

type NextDecision = Pick<RowDecision, 'kind' | 'by' | 'at'> & Partial<Pick<RowDecision, 'facts'>>;

/**
 * Whether a decision may be made: nobody is deciding, the last decision was interrupted, or it is the same decision
 * again. Another decision of the same agency is not the same: its officers may decide at the same moment.
 */
export function isFree({ state, decisions }: Decided, next: NextDecision): boolean {
  const last = decisions.at(-1);
  if (state === 'waiting') return true;
  if (state !== 'deciding' || !last) return false;
  return isSameDecision(last, next) || isBrokenOff(last, next.at);
}

/** True for a decision that was begun so long before `at` that the process must have stopped. */
export const isBrokenOff = (begun: Pick<RowDecision, 'at'>, at: string): boolean =>
  Date.parse(at) - Date.parse(begun.at) > brokenOffSeconds * 1000;

const isSameDecision = (last: RowDecision, { kind, by, facts = last.facts }: NextDecision): boolean =>
  last.kind === kind &&
  last.by === by &&
  last.facts.length === facts.length &&
  last.facts.every((fact) => facts.includes(fact));

/** What a decision that broke off may have added: the next one withdraws what it does not add itself. */
export const brokenOffFacts = ({ state, decisions }: Decided): readonly string[] =>
  state === 'deciding' ? (decisions.at(-1)?.facts ?? []) : [];
