import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { schemes } from '../lib/shared/scheme.ts';
import { sources } from '../lib/shared/source.ts';

/** Messages between our own functions. None names a person: subjects are keyed hashes, rows are sealed. */

/** Queue `objects`: an object has arrived (EventBridge), or a run is to go on. */
export const objectMessage = z.union([
  z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) }),
  z.strictObject({ release: z.strictObject({ runId: z.string() }) }),
  z.strictObject({ resume: z.strictObject({ runId: z.string() }) }),
]);
export type ObjectMessage = z.infer<typeof objectMessage>;

/** A batch of rows as they were read; `rows` is compressed and sealed with the run as context. */
const batchMessage = z.strictObject({
  runId: z.string(),
  batch: z.number().int().nonnegative(),
  isLast: z.boolean(),
  source: z.enum(sources),
  by: z.string(),
  receivedAt: z.string(),
  fileSha256: z.string(),
  /** The full list that the file is, if it is one. */
  list: z.string().optional(),
  rows: z.string(),
});
export type BatchMessage = z.infer<typeof batchMessage>;

/** Casework that changes more than one file, carried out like a batch. */
const caseworkMessage = z.union([
  z.strictObject({
    redo: z.strictObject({
      source: z.enum(sources),
      reason: z.string(),
      by: z.string(),
      after: z.string().optional(),
    }),
  }),
  /** A record moves to the subject it is about; `move` is sealed with `id` as context. */
  z.strictObject({ id: z.string(), move: z.string() }),
]);
export type CaseworkMessage = z.infer<typeof caseworkMessage>;

/** Queue `records`: batches of rows, and casework that takes its turn among them. */
export const recordsMessage = z.union([batchMessage, caseworkMessage]);

/** What a sealed `move` says. */
export const movedRecord = z.strictObject({
  /** The party it leaves, and the facts there. */
  from: z.string(),
  facts: z.array(z.string()).min(1),
  to: z.strictObject({ scheme: z.enum(schemes), id: z.string(), name: z.string() }),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
  correctionNumber: z.string().optional(),
});
export type MovedRecord = z.infer<typeof movedRecord>;

/** Queue `comparisons`: compare the full list of this run with the one before it. */
export const comparisonMessage = z.strictObject({ runId: z.string() });

/** Queue `evaluations`: go on with a shard of a phase of an annual evaluation. */
export const evaluationMessage = z.strictObject({
  name: z.string(),
  rehearsal: z.int(),
  phase: z.enum(['collect', 'rehearse', 'publish']),
  shard: z.int().nonnegative(),
});
export type EvaluationMessage = z.infer<typeof evaluationMessage>;

/** Queues `directory` and `settlement`: look whether this file has something to be told. A hint, never the truth. */
export const hintMessage = z.strictObject({
  subject: z.strictObject({ party: z.string(), category: z.enum(categories) }),
  receiver: z.enum(['directory', 'settlement']),
});
export type HintMessage = z.infer<typeof hintMessage>;

/** Queue `reconciliations`: compare this receiver with the files; goes on after a place in its list. */
export const reconciliationMessage = z.strictObject({
  receiver: z.enum(['directory', 'settlement']),
  after: z.string().optional(),
});

/** Queue `rotations`: go on with a shard of a pass of a rotation of the data key. */
export const rotationMessage = z.strictObject({
  number: z.int().positive(),
  pass: z.int().positive(),
  shard: z.int().nonnegative(),
});
export type RotationMessage = z.infer<typeof rotationMessage>;
