import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { grades } from '../lib/shared/grade.ts';
import { sanction } from './api.ts';

const sanctionKind = sanction.shape.kind;

/** A file on one side of a decision. A subject of a category without a table has no grade. */
const fileSide = z.strictObject({
  standing: z.strictObject({ cycle: z.int(), grade: z.enum(grades), score: z.string() }).optional(),
  sanctions: z.array(sanction),
  /** A suspension that would wait for a second officer. */
  waiting: z.strictObject({ kind: sanctionKind, from: z.string() }).optional(),
});

/**
 * What a decision would change in the files of its subjects, worked out now; nothing is kept. Files that it reaches
 * through others (an institution through its staff) are not in it.
 */
export const effectAnswer = z.strictObject({
  receiptId: z.string(),
  files: z.array(
    z.strictObject({ category: z.enum(categories), name: z.string(), before: fileSide, after: fileSide }),
  ),
  /** Sanctions in force that it would end or shorten: then a second officer confirms it. */
  lifts: z.array(sanctionKind),
});
export type EffectAnswer = z.infer<typeof effectAnswer>;
