import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { type GradedCategory, isStaff } from '../../shared/category.ts';
import { type Day, dayOf, laterOf, yearOf } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Fact, RulingFact } from '../facts/fact.ts';
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
    return ruledSanction(interim, inForce, sources);
  const last = projected.published.at(-1);
  const published = last && imposedByPublication(last, sources);
  const isWorse = interim !== undefined && interim.kind !== published?.kind;
  return {
    ...(last && published ? ruledSanction(published, last, sources) : { sanctions: [] }),
    ...(isWorse &&
      inForce.state === 'interim' && {
        awaiting: { kind: interim.kind, since: interim.from, cycle: inForce.cycle },
      }),
  };
}

/**
 * Four eyes (policy parameter `suspension.mode`, by kind and first day): the sanction waits until a second officer releases
 * it, and runs from that day. A milder one that runs already goes on. A refusal holds for the evidence it was given about.
 */
function ruledSanction(sanction: StaffSanction, of: ProjectedCycle, sources: Sources): Consequences {
  const { kind, from } = sanction;
  if (isAutomatic(sanction, sources)) return { sanctions: [sanction] };
  const { cycle, evidence } = of;
  const ruling = rulingOn(kind, cycle, sources);
  if (ruling?.verdict === 'released')
    return { sanctions: [{ kind, from: laterOf(from, dayOf(new Date(ruling.origin.receivedAt))) }] };
  const restsOn = [...new Set(evidence.map(({ cause }) => cause.fact))];
  const isRefused = ruling !== undefined && restsOn.every((key) => ruling.restsOn?.includes(key));
  const milder = kind === 'service-stop' ? runningSuspension(sanction, of, sources) : undefined;
  return {
    sanctions: milder ? [milder] : [],
    ...(!isRefused && { pending: { id: pendingId(kind, cycle), kind, from, restsOn } }),
  };
}

const pendingId = (kind: StaffKind, cycle: number): string => `${kind}~${cycle}`;

const isAutomatic = ({ kind, from }: StaffSanction, { book }: Sources): boolean =>
  valueOn(`suspension.mode.${kind}`, from, book) === 'automatic';

/** The last ruling on a sanction of a cycle. Keys of rulings are in their order. */
const rulingOn = (kind: StaffKind, cycle: number, { facts, category }: Sources): RulingFact | undefined =>
  facts
    .filter((fact) => fact.type === 'ruling')
    .filter((one) => one.category === category && one.suspension === pendingId(kind, cycle))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .at(-1);

/** The suspension that ran before the grade became E, while the stop waits. */
function runningSuspension(
  stop: StaffSanction,
  of: ProjectedCycle,
  sources: Sources,
): StaffSanction | undefined {
  const kind = 'service-suspension';
  const ruling = rulingOn(kind, of.cycle, sources);
  if (ruling) {
    const on = dayOf(new Date(ruling.origin.receivedAt));
    return ruling.verdict === 'released' ? { kind, from: on } : undefined;
  }
  const since = gradeSince(of, sources, 'D');
  const from = since && of.state === 'published' ? laterOf(since, of.publishedOn) : since;
  const suspension = from && from < stop.from ? ({ kind, from } as const) : undefined;
  return suspension && isAutomatic(suspension, sources) ? suspension : undefined;
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

/**
 * The day since which the decisions of the cycle bring its grade without interruption; with `orWorse`, that grade or a
 * worse one.
 */
function gradeSince(
  { cycle, evidence, sheet }: ProjectedCycle,
  sources: Sources,
  orWorse?: Grade,
): Day | undefined {
  let since: Day | undefined;
  for (const [on, then] of historyOf({ ...sources, cycle, evidence })) {
    if (orWorse ? then.grade < orWorse : then.grade !== sheet.grade) since = undefined;
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
