import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { type GradedCategory, isStaff } from '../../shared/category.ts';
import { type Day, laterOf, yearOf } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import type { Evidence } from './evidence.ts';
import { impositionsOf } from './imposition.ts';
import type { ProjectedCycle, ProjectedCycles } from './project-cycles.ts';
import type { Consequences, Sanction, SanctionKind } from './sanctions.ts';
import type { Scorer, Sheet } from './scorer.ts';

type StaffKind = Exclude<SanctionKind, 'settlement-suspension'>;
type StaffSanction = Sanction & { readonly kind: StaffKind };

interface Sources {
  readonly facts: readonly Fact[];
  readonly category: GradedCategory;
  readonly scorer: Scorer;
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
  const interim = sanctionOf(inForce, sources);
  if (interim && valueOn(`sanctions.basis.${interim.kind}`, interim.from, sources.book) === 'interim')
    return { sanctions: [interim] };
  const last = projected.published.at(-1);
  const published = last && imposedByPublication(last, sources);
  const isWorse = interim !== undefined && interim.kind !== published?.kind;
  return {
    sanctions: published ? [published] : [],
    ...(isWorse &&
      inForce.state === 'interim' && {
        awaiting: { kind: interim.kind, since: interim.from, cycle: inForce.cycle },
      }),
  };
}

/** A sanction begins on the day of the decision that brought the grade, or of the publication if no decision did. */
function sanctionOf(projected: ProjectedCycle, sources: Sources): StaffSanction | undefined {
  const { cycle, evidence, sheet } = projected;
  const kind = sheet.grade === 'E' ? 'service-stop' : sheet.grade === 'D' ? 'service-suspension' : undefined;
  if (!kind) return undefined;
  const since = gradeSince(projected, sources);
  const publishedOn = projected.state === 'published' ? projected.publishedOn : undefined;
  const lastDay = dayInCycle(evidence.at(-1)?.on ?? (`${cycle}-01-01` as Day), cycle);
  return { kind, from: since ?? publishedOn ?? lastDay };
}

/**
 * The sanction of a published result, from its publication on, or from the day on which a later decision that brought
 * the grade first counted. Nobody is sanctioned in the past.
 */
function imposedByPublication(
  projected: Extract<ProjectedCycle, { state: 'published' }>,
  sources: Sources,
): StaffSanction | undefined {
  const impositionOf = impositionsOf(sources.facts, sources.category);
  const evidence = projected.evidence
    .map((item): Evidence => ({ ...item, on: impositionOf(item).on }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const sanction = sanctionOf({ ...projected, evidence }, sources);
  return sanction && { ...sanction, from: laterOf(sanction.from, projected.publishedOn) };
}

/** The day since which the decisions of the cycle bring its grade without interruption. */
function gradeSince({ cycle, evidence, sheet }: ProjectedCycle, sources: Sources): Day | undefined {
  let since: Day | undefined;
  for (const [on, then] of historyOf({ ...sources, cycle, evidence })) {
    if (then.grade !== sheet.grade) since = undefined;
    else since ??= on;
  }
  return since;
}

/** The score sheet after each day of decision. */
function* historyOf({
  category,
  cycle,
  evidence,
  scorer,
}: Sources & { cycle: number; evidence: readonly Evidence[] }): Generator<readonly [Day, Sheet]> {
  let before: string | undefined;
  for (const [index, item] of evidence.entries()) {
    const next = evidence[index + 1];
    if (next && next.on === item.on) continue;
    const scored = scorer({ category, cycle, evidence: evidence.slice(0, index + 1) }, { mode: 'interim' });
    if (!scored.ok) continue;
    const state = `${scored.value.score}/${scored.value.vetoed}`;
    if (state !== before) yield [dayInCycle(item.on, cycle), scored.value];
    before = state;
  }
}

/** A listing from an earlier year counts from the first day of the cycle. */
const dayInCycle = (on: Day, cycle: number): Day => (yearOf(on) < cycle ? (`${cycle}-01-01` as Day) : on);
