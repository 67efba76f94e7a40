import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { schemes } from '../lib/shared/scheme.ts';
import { sources } from '../lib/shared/source.ts';

/** Messages between functions. None names a person: subjects are keyed hashes, rows are sealed. */

/** Queue `objects`: an object has arrived (EventBridge), or a run continues. */
export const objectMessage = z.union([
  z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) }),
  z.strictObject({ release: z.strictObject({ runId: z.string() }) }),
  z.strictObject({ resume: z.strictObject({ runId: z.string() }) }),
]);
export type ObjectMessage = z.infer<typeof objectMessage>;

/** A batch of rows as they were read; `rows` is compressed and sealed with the run as context. */
export const batchMessage = z.strictObject({
  runId: z.string(),
  batch: z.number().int().nonnegative(),
  isLast: z.boolean(),
  source: z.enum(sources),
  by: z.string(),
  person: z.string().optional(),
  division: z.string().optional(),
  receivedAt: z.string(),
  fileSha256: z.string(),
  /** The full list that the file contains, if it is one. */
  list: z.string().optional(),
  /** Of a file that has no other batch: its run, which ends with the batch; compressed and sealed. */
  run: z.string().optional(),
  rows: z.string(),
});
export type BatchMessage = z.infer<typeof batchMessage>;

/** Casework that changes more than one file; processed like a batch. */
const caseworkMessage = z.union([
  z.strictObject({
    redo: z.strictObject({
      source: z.enum(sources),
      reason: z.string(),
      by: z.string(),
      after: z.string().optional(),
    }),
  }),
  /** Projects institutions whose links from persons have changed. */
  z.strictObject({ project: z.strictObject({ parties: z.array(z.string()).min(1) }) }),
  /** Moves what belongs to the holders of a medical-insurance code once more. */
  z.strictObject({ mend: z.strictObject({ code: z.string(), by: z.string(), confirmedBy: z.string() }) }),
  /** Moves a record to the subject it is about. `move` is sealed with `id` as context. */
  z.strictObject({ id: z.string(), move: z.string() }),
]);
export type CaseworkMessage = z.infer<typeof caseworkMessage>;

/** Queue `records`: batches of rows, and casework between them. */
export const recordsMessage = z.union([batchMessage, caseworkMessage]);

/** The content of a sealed `move`. */
export const movedRecord = z.strictObject({
  /** The party it is moved from, and the keys of its facts there. */
  from: z.string(),
  facts: z.array(z.string()).min(1),
  to: z.strictObject({ scheme: z.enum(schemes), id: z.string(), name: z.string() }),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
  correctionNumber: z.string().optional(),
  /** The act that a second officer may have to confirm. Absent in orders of earlier releases. */
  act: z.strictObject({ kind: z.literal('move'), about: z.string(), digest: z.string() }).optional(),
});
export type MovedRecord = z.infer<typeof movedRecord>;

/** Queue `comparisons`: compare the full list of this run with the one before it. */
export const comparisonMessage = z.strictObject({ runId: z.string() });

/** Queue `evaluations`: continue with a shard of a phase of an annual evaluation. */
export const evaluationMessage = z.strictObject({
  name: z.string(),
  rehearsal: z.int(),
  phase: z.enum(['collect', 'rehearse', 'publish', 'publish-part', 'refresh', 'upgrade']),
  /** In the phase `publish-part`: the number of the prefecture's release. */
  part: z.int().optional(),
  shard: z.int().nonnegative(),
});
export type EvaluationMessage = z.infer<typeof evaluationMessage>;

/** Queues `directory` and `settlement`: check whether this file has a pending delivery. A hint contains no state. */
export const hintMessage = z.strictObject({
  subject: z.strictObject({ party: z.string(), category: z.enum(categories) }),
  receiver: z.enum(['directory', 'settlement']),
});
export type HintMessage = z.infer<typeof hintMessage>;

/**
 * Queue `reconciliations`: compare this receiver with the files and deliver differences again; go on with a comparison; or
 * carry out the decision to remove a record of nobody, by the id of the difference.
 */
export const reconciliationMessage = z.union([
  /** `after` is of earlier releases. */
  z.strictObject({ receiver: z.enum(['directory', 'settlement']), after: z.string().optional() }),
  z.strictObject({ comparison: z.string() }),
  z.strictObject({ removal: z.string() }),
]);
export type ReconciliationMessage = z.infer<typeof reconciliationMessage>;

/** Queue `rotations`: continue with a shard of a pass of a rotation of the data key. */
export const rotationMessage = z.strictObject({
  number: z.int().positive(),
  pass: z.int().positive(),
  shard: z.int().nonnegative(),
});
export type RotationMessage = z.infer<typeof rotationMessage>;
