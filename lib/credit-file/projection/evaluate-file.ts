import { type Category, isGraded } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { exclusionsOf } from '../cases/exclusions.ts';
import type { Fact, Link } from '../facts/fact.ts';
import { digestOfText } from '../facts/identity.ts';
import type { DayBook } from '../folding/day-book.ts';
import { type Disclosure, publicityOf } from './disclosure.ts';
import type { GradeInForce, PublishedGrade } from './file-state.ts';
import {
  type CyclePolicy,
  cycleInForce,
  type ProjectedCycle,
  type ProjectedCycles,
  type PublishedCycle,
  projectCycles,
} from './project-cycles.ts';
import type { Consequences } from './sanctions.ts';
import type { Scorer } from './scorer.ts';
import { settlementConsequences } from './settlement-consequences.ts';
import { staffConsequences } from './staff-sanctions.ts';
import { suspensionStepsOf } from './suspension-steps.ts';

/** What follows from the facts of one file today. Without a table there is only an empty list of sanctions. */
export interface FileEvaluation {
  readonly consequences: Consequences;
  readonly disclosure?: Disclosure | undefined;
  readonly body?: EvaluatedBody | undefined;
}

export interface EvaluatedBody {
  /** The content of the score sheet. There is a new sheet only if it changes. */
  readonly core: Record<string, unknown>;
  readonly gradeInForce: Omit<GradeInForce, 'evaluatedOn' | 'sheet'>;
  readonly published: readonly PublishedGrade[];
}

interface EvaluationOptions {
  readonly category: Category;
  readonly today: Day;
  readonly scorer: Scorer;
  readonly policy: CyclePolicy;
  /** The sums of decisions that are not among the facts. */
  readonly dayBook?: DayBook | undefined;
}

/** Scores the cycles of a file and says what follows today: grade in force, sanctions, disclosure, next change. */
export function evaluateFile(
  { facts, links }: { readonly facts: readonly Fact[]; readonly links: readonly Link[] },
  { category, today, scorer, policy, dayBook }: EvaluationOptions,
): FileEvaluation {
  if (!isGraded(category)) return { consequences: { sanctions: [] } };
  const { inForce: excluded, changesOn: exclusionsChangeOn } = exclusionsOf(facts, category, today);
  const projected = projectCycles(facts, links, { category, today, scorer, policy, excluded, dayBook });
  const inForce = cycleInForce(projected);
  const { book } = policy;
  const sources = { facts, category, scorer, book, dayBook };
  const consequences =
    category === 'insured-person'
      ? settlementOf(projected, { ...sources, today })
      : staffConsequences(projected, inForce, { ...sources, today });
  const {
    disclosures: [disclosure],
    awaitingBasis,
  } = publicityOf(projected, { ...sources, today });
  const known = { ...consequences, ...(awaitingBasis && { awaitingBasis }) };
  const changesOn = earliestOf([
    consequences.changesOn,
    exclusionsChangeOn,
    disclosure?.until,
    ...(awaitingBasis ?? []).map(({ from }) => from),
  ]);
  return {
    consequences: { ...known, ...(changesOn && { changesOn }) },
    disclosure,
    body: bodyOf(projected, inForce, { ...known, dayBook }),
  };
}

function settlementOf(
  projected: ProjectedCycles,
  { today, ...sources }: Parameters<typeof suspensionStepsOf>[1] & { today: Day },
): Consequences {
  const { steps, overOnArrival, awaiting } = suspensionStepsOf(projected, sources);
  return {
    ...settlementConsequences(steps, sources.facts, { today, book: sources.book }),
    ...(overOnArrival.length > 0 && { overOnArrival }),
    ...(awaiting && { awaiting }),
  };
}

function bodyOf(
  { published: cycles }: ProjectedCycles,
  inForce: ProjectedCycle,
  {
    sanctions,
    suspendedFor,
    awaiting,
    awaitingBasis,
    overOnArrival,
    dayBook,
  }: Consequences & { dayBook: DayBook | undefined },
): EvaluatedBody {
  const published = cycles.map(publishedGrade);
  const last = cycles.at(-1);
  const { score, grade, vetoed, downgraded } = inForce.sheet;
  return {
    core: {
      sheet: inForce.sheet,
      input: inForce.input,
      sanctions,
      ...(suspendedFor && { suspendedFor }),
      ...(awaiting && { awaiting }),
      ...(awaitingBasis && { awaitingBasis }),
      ...(overOnArrival && { overOnArrival }),
      ...(dayBook && { summed: summedIn(dayBook) }),
      ...(published.length > 0 && { published }),
      // The sheet contains the published result also while an open cycle is worse.
      ...(last && last !== inForce && { publishedSheet: last.sheet, publishedInput: last.input }),
    },
    gradeInForce: { cycle: inForce.cycle, score, grade, vetoed, downgraded, state: inForce.state },
    published,
  };
}

/** What a sheet says of the decisions that it names only as sums: how many, and the digest of the commitment to them. */
const summedIn = ({ documents, stated }: DayBook) => ({ documents, commitment: digestOfText(stated) });

const publishedGrade = ({ cycle, publishedOn, sheet }: PublishedCycle): PublishedGrade => ({
  cycle,
  publishedOn,
  score: sheet.score,
  grade: sheet.grade,
});

const earliestOf = (days: readonly (Day | undefined)[]): Day | undefined =>
  days.filter((on) => on !== undefined).sort()[0];
