import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { explanation, receiverName } from './api.ts';
import { differenceCauses } from './reasons/differences.ts';

const cause = z.enum(differenceCauses);

/** How far a receiver was compared, and what was found. Counts are of subjects; `records` is what the receiver has. */
const receiverConvergence = z.strictObject({
  receiver: receiverName,
  /** `failed`: the receiver could not be read to its end; `problem` says why. */
  state: z.enum(['waiting', 'running', 'compared', 'failed']),
  records: z.int(),
  pages: z.int(),
  files: z.int(),
  equal: z.int(),
  inFlight: z.int(),
  different: z.int(),
  causes: z.array(z.strictObject({ cause, title: z.string(), count: z.int() })),
  /** Differences that are counted and not listed. */
  unlisted: z.int(),
  /** Fields that the receiver shows, and that were compared. None: versions alone. */
  comparedFields: z.array(z.string()),
  /** Since when the oldest delivery in flight has waited. */
  oldestInFlight: z.string().optional(),
  problem: z.string().optional(),
  explanation: explanation.optional(),
});

/** A comparison of all files with what the receivers have. */
export const convergenceView = z.strictObject({
  id: z.string(),
  state: z.enum(['running', 'complete', 'incomplete']),
  startedAt: z.string(),
  movedAt: z.string(),
  endedAt: z.string().optional(),
  /** The officer who ordered it. Absent: the nightly one. */
  startedBy: z.string().optional(),
  /** Whether it delivered again what differed and a file knows. */
  repairs: z.boolean(),
  receivers: z.array(receiverConvergence),
});
export type ConvergenceView = z.infer<typeof convergenceView>;

const repairView = z.strictObject({
  /** `proposed`: a second officer decides. `pending`: the receiver has not confirmed. `changed`: it had another record by then. */
  state: z.enum(['proposed', 'delivered', 'pending', 'removed', 'changed', 'refused']),
  by: z.string(),
  confirmedBy: z.string().optional(),
  reason: z.string(),
  at: z.string(),
  problem: z.string().optional(),
});

/** A difference between a file and a record of a receiver. It contains no name and no number. */
export const differenceView = z.strictObject({
  id: z.string(),
  receiver: receiverName,
  cause,
  title: z.string(),
  explanation,
  category: z.enum(categories).optional(),
  /** Id of the delivery (`GET /v1/deliveries`). Absent: the record belongs to no file. */
  delivery: z.string().optional(),
  /** Id of the record at the receiver, for `POST /v1/traces`. */
  recordId: z.string().optional(),
  versionHere: z.int().optional(),
  versionThere: z.number().optional(),
  /** The fields that differ, as far as they are known. */
  fields: z.array(z.string()).optional(),
  /** What a decision does: deliver the file's present state, or remove the record. */
  repair: z.enum(['delivery', 'removal']),
  decision: repairView.optional(),
});
export type DifferenceView = z.infer<typeof differenceView>;

export const convergenceAnswer = z.strictObject({
  running: convergenceView.optional(),
  /** The last comparison that has ended. */
  last: convergenceView.optional(),
  /** The first differences of the last one. */
  differences: z.array(differenceView),
  /** Where all its differences are listed. */
  link: z.string().optional(),
  /** Earlier comparisons, newest first. */
  earlier: z.array(convergenceView),
});
export type ConvergenceAnswer = z.infer<typeof convergenceAnswer>;

export const differencesAnswer = z.strictObject({
  differences: z.array(differenceView),
  next: z.string().optional(),
});
