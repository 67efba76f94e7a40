import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { type GradedCategory, isStaff } from '../../shared/category.ts';
import { addMonths, type Day, dayOf, laterOf } from '../../shared/day.ts';
import type { Fact, RulingFact } from '../facts/fact.ts';
import { begunWithBasis } from './awaiting-basis.ts';
import { asItCameIn, dayInCycle, gradeSince } from './grade-since.ts';
import type { ProjectedCycle, ProjectedCycles, PublishedCycle } from './project-cycles.ts';
import type { Consequences, Sanction, SanctionKind } from './sanctions.ts';
import type { Scorer } from './scorer.ts';
import { orderedIn } from './staff-orders.ts';

type StaffKind = Exclude<SanctionKind, 'settlement-suspension'>;
type StaffSanction = Sanction & { readonly kind: StaffKind };

/** A sanction with the result that brings it. */
interface Imposed {
  readonly sanction: StaffSanction;
  readonly result: ProjectedCycle;
}

interface Sources {
  readonly category: GradedCategory;
  readonly facts: readonly Fact[];
  readonly scorer: Scorer;
  readonly book?: PolicyBook | undefined;
  readonly today: Day;
}

/**
 * Sanctions of staff (Art. 25 (2), 26 (2)): D suspends their services paid by the fund, E stops them, as long as the grade
 * lasts. They follow the published grade, or the interim one (policy parameter `sanctions.basis`, by the day of the
 * grade). What an interim grade would bring waits for publication then, and the file says so.
 */
export function staffConsequences(
  projected: ProjectedCycles,
  inForce: ProjectedCycle,
  sources: Sources,
): Consequences {
  if (!isStaff(sources.category)) return { sanctions: [] };
  const last = projected.published.at(-1);
  const [published, milder] = last
    ? [publishedSanction(last, sources), publishedSanction(last, sources, milderSanction)]
    : [];
  const interim = sanctionOf(inForce, sources);
  if (interim && valueOn(`sanctions.basis.${interim.kind}`, interim.from, sources.book) === 'interim')
    return firstInForce(
      [
        ...imposed(inForce, interim),
        ...imposed(last, published),
        ...imposed(inForce, milderSanction(inForce, sources)),
      ],
      sources,
    );
  const isWorse = interim !== undefined && interim.kind !== published?.kind;
  const follows = published
    ? firstInForce([...imposed(last, published), ...imposed(last, milder)], sources)
    : orderedConsequences(last, sources);
  return {
    ...follows,
    ...(isWorse &&
      inForce.state === 'interim' && {
        awaiting: { kind: interim.kind, since: interim.from, cycle: inForce.cycle },
      }),
  };
}

/** At a published C the bureau may suspend the services, by an order that a second officer releases (Art. 24 (2)). */
function orderedConsequences(last: PublishedCycle | undefined, sources: Sources): Consequences {
  if (last?.sheet.grade !== 'C') return { sanctions: [] };
  const { suspendedFrom, pending } = orderedIn(last.cycle, sources);
  const suspended =
    suspendedFrom && forItsTerm({ kind: 'service-suspension', from: suspendedFrom, ordered: true }, sources);
  return { sanctions: [], ...suspended, ...(pending && { pending }) };
}

const imposed = (result: ProjectedCycle | undefined, sanction: StaffSanction | undefined): Imposed[] =>
  result && sanction ? [{ sanction, result }] : [];

/**
 * The first of the sanctions, the most severe first, that has a legal basis and needs no release any more. One that waits
 * lifts nothing: what was imposed before it, or would be without it, is in force until then.
 */
function firstInForce([first, ...others]: readonly Imposed[], sources: Sources): Consequences {
  if (!first) return { sanctions: [] };
  const { kind, from } = first.sanction;
  const begun = begunWithBasis(kind, from, sources);
  if (!('awaiting' in begun))
    return released({ ...first, sanction: { kind, from: begun.on } }, others, sources);
  const rest = firstInForce(others, sources);
  const isWorse = rest.sanctions[0]?.kind !== kind;
  return {
    ...rest,
    ...(isWorse && { awaitingBasis: [begun.awaiting] }),
    ...(begun.awaiting.from && { changesOn: begun.awaiting.from }),
  };
}

/**
 * Four eyes (policy parameter `suspension.mode`, by kind and first day): the sanction waits until a second officer releases
 * it, and runs from that day. A milder one that ran before goes on. A refusal holds for the evidence it was given about.
 */
function released(one: Imposed, others: readonly Imposed[], sources: Sources): Consequences {
  const { kind, from } = one.sanction;
  const { cycle, evidence } = one.result;
  if (valueOn(`suspension.mode.${kind}`, from, sources.book) === 'automatic')
    return forItsTerm(one.sanction, sources);
  const ruling = rulingOn(kind, cycle, sources);
  if (ruling?.verdict === 'released')
    return forItsTerm({ kind, from: laterOf(from, dayOf(new Date(ruling.origin.receivedAt))) }, sources);
  const restsOn = [...new Set(evidence.map(({ cause }) => cause.fact))];
  const isRefused = ruling !== undefined && restsOn.every((key) => ruling.restsOn?.includes(key));
  const rest = firstInForce(
    others.filter(({ sanction }) => sanction.from < from),
    sources,
  );
  return { ...rest, ...(!isRefused && { pending: { id: pendingId(kind, cycle), kind, from, restsOn } }) };
}

const pendingId = (kind: StaffKind, cycle: number): string => `${kind}~${cycle}`;

/** The last ruling on a sanction of a cycle. Keys of rulings are in their order. */
const rulingOn = (kind: StaffKind, cycle: number, { facts, category }: Sources): RulingFact | undefined =>
  facts
    .filter((fact) => fact.type === 'ruling')
    .filter((one) => one.category === category && one.suspension === pendingId(kind, cycle))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .at(-1);

/** A sanction ends with the grade, or earlier after the months that the bureau set (`service-stop.months`). */
function forItsTerm(sanction: StaffSanction, { today, book }: Sources): Consequences {
  const months = valueOn(`${sanction.kind}.months`, sanction.from, book);
  if (months === 'none') return { sanctions: [sanction] };
  const until = addMonths(sanction.from, Number(months));
  return today < until ? { sanctions: [{ ...sanction, until }], changesOn: until } : { sanctions: [] };
}

/** A sanction begins on the day of the decision that brought the grade, or of the publication if no decision did. */
function sanctionOf(projected: ProjectedCycle, sources: Sources): StaffSanction | undefined {
  const { grade } = projected.sheet;
  const kind = grade === 'E' ? 'service-stop' : grade === 'D' ? 'service-suspension' : undefined;
  return kind && { kind, from: gradeSince(projected, sources) ?? withoutDecision(projected) };
}

/** The sanction of D under a grade of E: from the day since which the grade was D or worse. */
const milderSanction = (projected: ProjectedCycle, sources: Sources): StaffSanction | undefined =>
  projected.sheet.grade === 'E'
    ? {
        kind: 'service-suspension',
        from: gradeSince(projected, sources, (grade) => grade >= 'D') ?? withoutDecision(projected),
      }
    : undefined;

const withoutDecision = (projected: ProjectedCycle): Day =>
  projected.state === 'published'
    ? projected.publishedOn
    : dayInCycle(projected.evidence.at(-1)?.on ?? (`${projected.cycle}-01-01` as Day), projected.cycle);

/**
 * The sanction of a published result, from its publication on, or from the day on which a later decision that brought
 * the grade first counted. Nobody is sanctioned in the past.
 */
function publishedSanction(
  result: PublishedCycle,
  sources: Sources,
  sanctionIn = sanctionOf,
): StaffSanction | undefined {
  const sanction = sanctionIn(asItCameIn(result, sources), sources);
  return sanction && { ...sanction, from: laterOf(sanction.from, result.publishedOn) };
}
