import * as z from 'zod';
import { line } from './api.ts';

const counts = z.record(z.string(), z.int());
export const ruling = z.strictObject({ by: z.string(), at: z.string(), reason: z.string() });
const gradeAndScore = z.strictObject({ grade: z.string(), score: z.string() });

/** How far a subject moves, and why. Its number is masked, and of a person the name. */
const moveView = z.strictObject({
  subject: z.string(),
  name: z.string(),
  id: z.string(),
  prefecture: z.string(),
  against: z.enum(['year-before', 'interim', 'in-force']),
  from: gradeAndScore,
  to: gradeAndScore,
  because: z.array(
    z.strictObject({ indicator: z.string(), title: z.string(), documents: z.array(z.string()) }),
  ),
});

/** How far the work on all files has come. */
export const progressView = z.strictObject({
  subjects: z.int(),
  of: z.int().optional(),
  shards: z.int(),
  shardsDone: z.int(),
  perSecond: z.number(),
  secondsLeft: z.int().optional(),
});

/** The annual evaluation of a cycle (年度信用评价): its progress and its rehearsal. */
export const cycleView = z.strictObject({
  year: z.int(),
  /** Trials only: what is tried. */
  trial: z
    .strictObject({ table: z.string().optional(), policy: z.record(z.string(), z.string()).optional() })
    .optional(),
  evaluationId: z.string(),
  rehearsal: z.int(),
  phase: z.enum(['collect', 'rehearse', 'review', 'publish', 'published', 'abandoned']),
  /** What is received after this instant is late evidence. */
  cutoff: z.string(),
  startedBy: z.string(),
  release: ruling.optional(),
  abandonment: ruling.optional(),
  publishedOn: z.string().optional(),
  finishedAt: z.string().optional(),
  progress: progressView,
  /**
   * Whether the results are published, by prefecture (`54`: subjects without one). The region sees all, a prefecture its
   * own. `release` and `publishedOn` above are those of the region.
   */
  levels: z
    .array(
      z.strictObject({
        division: z.string(),
        subjects: z.int(),
        state: z.enum(['rehearsed', 'publishing', 'published']),
        release: ruling.optional(),
        publishedOn: z.string().optional(),
      }),
    )
    .optional(),
  /** Parties whose result could not be published, and why. All others are; these are tried again every 30 minutes. */
  failed: z.array(z.strictObject({ party: z.string(), message: z.string() })).optional(),
  /** Peer statistics by indicator, or `indicator@level`. */
  peers: z
    .record(z.string(), z.strictObject({ min: z.string(), max: z.string(), institutions: z.int() }))
    .optional(),
  /** The rehearsal. */
  report: z
    .strictObject({
      subjects: z.int(),
      grades: counts,
      movesFromYear: counts,
      movesFromInterim: counts,
      movesFromInForce: counts,
      indicators: counts,
      /** `category/indicator` → institutions without a measured value, which `GET …/missing-values` lists. */
      missingValues: counts.optional(),
      vetoed: z.int(),
      newlyVetoed: z.int(),
      downgraded: z.int(),
      /**
       * Subjects and moves by prefecture (4 digits; `-`: none known), for the region alone. Absent in rehearsals of
       * earlier releases.
       */
      byPrefecture: z
        .record(
          z.string(),
          z.strictObject({ subjects: z.int(), movesFromYear: counts, movesFromInterim: counts }),
        )
        .optional(),
      problems: z.int(),
      problemSubjects: z.array(z.strictObject({ subject: z.string(), message: z.string() })),
      largestMoves: z.array(moveView),
    })
    .optional(),
});
export type CycleView = z.infer<typeof cycleView>;

export const cyclesAnswer = z.strictObject({
  cycles: z.array(z.strictObject({ year: z.int(), phase: z.string(), rehearsal: z.int() })),
});

export const releaseRequest = z.strictObject({
  reason: line(500),
  /** The number of the rehearsal that was reviewed. */
  rehearsal: z.int(),
});

/** Subjects by category, prefecture and grade, and by indicator, as an evaluation counted them. */
export const statisticsAnswer = z.strictObject({
  year: z.int(),
  phase: z.string(),
  grades: z.array(
    z.strictObject({ category: z.string(), prefecture: z.string(), grade: z.string(), subjects: z.int() }),
  ),
  indicators: z.array(z.strictObject({ category: z.string(), indicator: z.string(), subjects: z.int() })),
});
export type Statistics = z.infer<typeof statisticsAnswer>;

/** An institution and an indicator that nobody reported a measured value of. */
const missingValue = z.strictObject({
  category: z.string(),
  name: z.string(),
  id: z.string(),
  division: z.string().optional(),
  indicator: z.string(),
  title: z.string(),
});
export type MissingValue = z.infer<typeof missingValue>;
/** A page may contain few or none and still not be the last. */
export const missingValuesAnswer = z.strictObject({
  year: z.int(),
  missing: z.array(missingValue),
  next: z.string().optional(),
});
export type MissingValuesAnswer = z.infer<typeof missingValuesAnswer>;

/** A published result (评价结果发布). Institutions are named in full; numbers of persons are masked. */
const publishedResult = z.strictObject({
  category: z.string(),
  name: z.string(),
  id: z.string(),
  division: z.string().optional(),
  grade: z.string(),
  score: z.string(),
  publishedOn: z.string(),
});
export type PublishedResult = z.infer<typeof publishedResult>;
/** A page may contain few results or none and still not be the last. */
export const resultsAnswer = z.strictObject({
  year: z.int(),
  results: z.array(publishedResult),
  next: z.string().optional(),
});
