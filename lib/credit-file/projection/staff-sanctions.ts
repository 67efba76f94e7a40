import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { type GradedCategory, isStaff } from '../../shared/category.ts';
import { addMonths, type Day, laterOf } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import { begunWithBasis } from './awaiting-basis.ts';
import { asItCameIn, dayInCycle, gradeSince } from './grade-since.ts';
import type { ProjectedCycle, ProjectedCycles, PublishedCycle } from './project-cycles.ts';
import type { Consequences, Sanction, SanctionKind } from './sanctions.ts';
import type { Scorer } from './scorer.ts';

type StaffKind = Exclude<SanctionKind, 'settlement-suspension'>;
type StaffSanction = Sanction & { readonly kind: StaffKind };

interface Sources {
  readonly facts: readonly Fact[];
  readonly category: GradedCategory;
  readonly scorer: Scorer;
  readonly today: Day;
  readonly book?: PolicyBook | undefined;
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
  const { published: results } = projected;
  const interim = sanctionOf(inForce, sources);
  if (interim && valueOn(`sanctions.basis.${interim.kind}`, interim.from, sources.book) === 'interim')
    return firstWithBasis(
      [interim, publishedSanction(results, sources), milderSanction(inForce, sources)],
      sources,
    );
  const published = publishedSanction(results, sources);
  const isWorse = interim !== undefined && interim.kind !== published?.kind;
  return {
    ...firstWithBasis([published, publishedSanction(results, sources, milderSanction)], sources),
    ...(isWorse &&
      inForce.state === 'interim' && {
        awaiting: { kind: interim.kind, since: interim.from, cycle: inForce.cycle },
      }),
  };
}

/**
 * The first sanction that has a legal basis. One that waits for a basis lifts nothing: what was imposed before it, or
 * would be without it, is in force until then.
 */
function firstWithBasis(sanctions: readonly (StaffSanction | undefined)[], sources: Sources): Consequences {
  const [first, ...others] = sanctions.filter((sanction) => sanction !== undefined);
  if (!first) return { sanctions: [] };
  const begun = begunWithBasis(first.kind, first.from, sources);
  if (!('awaiting' in begun)) return forItsTerm({ ...first, from: begun.on }, sources);
  const { sanctions: inForce = [] } = firstWithBasis(others, sources);
  const { from } = begun.awaiting;
  const isWorse = inForce[0]?.kind !== first.kind;
  return {
    sanctions: inForce,
    ...(isWorse && { awaitingBasis: [begun.awaiting] }),
    ...(from && { changesOn: from }),
  };
}

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
 * The sanction of the last published result, from its publication on, or from the day on which a later decision that
 * brought the grade first counted. Nobody is sanctioned in the past.
 */
function publishedSanction(
  published: readonly PublishedCycle[],
  sources: Sources,
  sanctionIn = sanctionOf,
): StaffSanction | undefined {
  const last = published.at(-1);
  const sanction = last && sanctionIn(asItCameIn(last, sources), sources);
  return sanction && { ...sanction, from: laterOf(sanction.from, last.publishedOn) };
}
