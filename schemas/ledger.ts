import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { grades } from '../lib/shared/grade.ts';

/** A grade that changed: of an institution who it is, of a person the record alone (`recordId` of grades/query). */
const gradeChange = z.strictObject({
  /** The same of one change, should it come twice. */
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
});
export type GradeChange = z.infer<typeof gradeChange>;

export const changesAnswer = z.strictObject({
  receiptId: z.string(),
  changes: z.array(gradeChange),
  /** Where to go on, also when nothing is there yet. */
  next: z.string(),
});
