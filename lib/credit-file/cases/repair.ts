import type { Category } from '../../shared/category.ts';
import { addDays, type Day, laterOf } from '../../shared/day.ts';
import type { CaseFact, Fact } from '../facts/fact.ts';
import { deadlineNow } from './case-deadline.ts';
import type {
  NoticeObjectionContent,
  NoticeRulingContent,
  RefusalObjectionContent,
  RefusalRulingContent,
  RepairContent,
  RepairDecisionContent,
  RepairExtensionContent,
} from './case-fact.ts';
import type { Deadline } from './deadline.ts';

type RepairFact = CaseFact & RepairContent;
type DecisionOfRepair = CaseFact & RepairDecisionContent;
type ExtensionOfRepair = CaseFact & RepairExtensionContent;

/** An objection to the public notice, with its ruling if there is one. */
export interface NoticeObjection {
  readonly fact: CaseFact & NoticeObjectionContent;
  readonly ruling?: (CaseFact & NoticeRulingContent) | undefined;
}

type RefusalRuling = CaseFact & RefusalRulingContent;

/** An objection to the refusal of a repair (annex 5), with what was said on it. */
export interface RefusalObjection {
  readonly fact: CaseFact & RefusalObjectionContent;
  readonly decideBy: Deadline;
  readonly proposal?: RefusalRuling | undefined;
  readonly ruling?: RefusalRuling | undefined;
}

/** One repair (信用修复) in its state on a day. State diagram: `state-diagrams.md`. */
export interface Repair {
  readonly kind: 'repair';
  readonly id: string;
  readonly fact: RepairFact;
  /**
   * `in-notice`: granted and public, not yet in effect. `notice-contested`: an objection to the notice waits for a
   * ruling. `stopped`: such an objection was upheld. `refusal-contested`: an objection to the refusal waits for a
   * ruling. `repaired`: in effect.
   */
  readonly state:
    | 'open'
    | 'proposed'
    | 'refused'
    | 'refusal-contested'
    | 'in-notice'
    | 'notice-contested'
    | 'stopped'
    | 'repaired';
  readonly decideBy: Deadline;
  readonly extension?: ExtensionOfRepair | undefined;
  readonly proposal?: DecisionOfRepair | undefined;
  readonly decision?: DecisionOfRepair | undefined;
  readonly refusalObjection?: RefusalObjection | undefined;
  readonly notice?: Deadline | undefined;
  readonly noticeObjections: readonly NoticeObjection[];
  /** The first day on which the decisions do not count; it may be in the future. */
  readonly effectiveOn?: Day | undefined;
}

/** The repairs of a file on a day, sorted by number. The order of the facts does not matter. */
export function repairsOf(facts: readonly Fact[], category: Category, today: Day): Repair[] {
  return facts
    .filter((fact): fact is RepairFact => fact.type === 'repair' && fact.category === category)
    .map((fact) => repairOf(fact, facts, today))
    .sort((a, b) => Number(a.id) - Number(b.id) || (a.id < b.id ? -1 : 1));
}

function repairOf(fact: RepairFact, facts: readonly Fact[], today: Day): Repair {
  const own = facts.filter(
    (other): other is CaseFact =>
      'case' in other && other.category === fact.category && other.case === fact.case,
  );
  const extension = own.find((other): other is ExtensionOfRepair => other.type === 'repair-extension');
  const rulings = own.filter((other): other is DecisionOfRepair => other.type === 'repair-decision');
  const decision = rulings.find(({ isProposed }) => !isProposed);
  const proposal = rulings.find(({ isProposed }) => isProposed);
  const noticeObjections = noticeObjectionsOf(own);
  const about = { of: 'repair', about: fact } as const;
  const refusalObjection = refusalObjectionOf(own, facts, about);
  const granted = decision?.notice ?? refusalObjection?.ruling?.notice;
  const notice = granted && deadlineNow(granted, facts, { ...about, what: 'notice' });
  const effectiveOn = notice && effectiveAfter(notice, noticeObjections);
  const decideBy = extension
    ? deadlineNow(extension.decideBy, facts, { ...about, what: 'extended' })
    : deadlineNow(fact.decideBy, facts, { ...about, what: 'decide' });
  const isStopped = noticeObjections.some(({ ruling }) => ruling?.verdict === 'upheld');
  const state = ((): Repair['state'] => {
    if (!decision) return proposal ? 'proposed' : 'open';
    if (decision.verdict === 'refused' && !notice)
      return refusalObjection && !refusalObjection.ruling ? 'refusal-contested' : 'refused';
    if (isStopped) return 'stopped';
    if (effectiveOn === undefined) return 'notice-contested';
    return today >= effectiveOn ? 'repaired' : 'in-notice';
  })();
  return {
    kind: 'repair',
    id: fact.case,
    fact,
    state,
    decideBy,
    extension,
    proposal,
    decision,
    ...(refusalObjection && { refusalObjection }),
    notice,
    noticeObjections,
    effectiveOn: state === 'stopped' ? undefined : effectiveOn,
  };
}

function refusalObjectionOf(
  own: readonly CaseFact[],
  facts: readonly Fact[],
  about: { readonly of: 'repair'; readonly about: RepairFact },
): RefusalObjection | undefined {
  const fact = own.find((other) => other.type === 'refusal-objection');
  if (!fact) return undefined;
  const rulings = own.filter((other): other is RefusalRuling => other.type === 'refusal-ruling');
  return {
    fact,
    decideBy: deadlineNow(fact.decideBy, facts, { ...about, what: 'objection' }),
    proposal: rulings.find(({ isProposed }) => isProposed),
    ruling: rulings.find(({ isProposed }) => !isProposed),
  };
}

function noticeObjectionsOf(own: readonly CaseFact[]): NoticeObjection[] {
  const rulings = own.filter((fact): fact is CaseFact & NoticeRulingContent => fact.type === 'notice-ruling');
  return own
    .filter((fact): fact is CaseFact & NoticeObjectionContent => fact.type === 'notice-objection')
    .sort((a, b) => a.number - b.number)
    .map((fact) => ({ fact, ruling: rulings.find(({ number }) => number === fact.number) }));
}

/** The day after the end of the notice, or after the last refused objection to it. Undefined while one is open. */
function effectiveAfter({ on }: Deadline, objections: readonly NoticeObjection[]): Day | undefined {
  const ended = objections.map(({ ruling }) => ruling?.decidedOn);
  if (ended.some((day) => day === undefined)) return undefined;
  return addDays(
    ended.reduce<Day>((latest, day) => (day === undefined ? latest : laterOf(latest, day)), on),
    1,
  );
}
