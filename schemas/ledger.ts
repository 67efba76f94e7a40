import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { grades } from '../lib/shared/grade.ts';

/**
 * A changed grade. An institution is named; for a person only the record id is given (`recordId` of grades/query).
 */
export const gradeChange = z
  .strictObject({
    /** Equal for repetitions of one change. */
    changeId: z.string(),
    recordId: z.string(),
    at: z.string(),
    category: z.enum(categories),
    operation: z.enum(['I', 'U', 'D']),
    cycle: z.int(),
    grade: z.enum(grades).optional(),
    state: z.enum(['interim', 'published']),
    scheme: z.string().optional(),
    id: z.string().optional(),
    name: z.string().optional(),
  })
  .meta({ id: 'GradeChange' });
export type GradeChange = z.infer<typeof gradeChange>;

export const changesAnswer = z.strictObject({
  receiptId: z.string(),
  changes: z.array(gradeChange),
  /** The cursor of the next request; given also if there is nothing yet. */
  next: z.string(),
});
