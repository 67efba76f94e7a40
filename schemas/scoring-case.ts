import * as z from 'zod';
import { gradedCategories } from '../lib/shared/category.ts';
import { grades } from '../lib/shared/grade.ts';

const amount = z
  .string()
  .regex(/^\d{1,30}(\.\d{1,60})?$/, 'must be a decimal of at least 0 as text, such as "120.50"');
const decimal = z.string().regex(/^-?\d{1,30}(\.\d{1,60})?$/, 'must be a decimal as text, such as "88.5"');

/** A case of the `score` command: one line of NDJSON (`docs/interfaces.md`, score). */
export const scoringCase = z.strictObject({
  ref: z.union([z.string(), z.number()]).nullish(),
  category: z.enum(gradedCategories),
  cycle: z.int().min(1900).max(9999),
  evidence: z.array(
    z.strictObject({
      indicator: z.string(),
      count: z.int().min(0).optional(),
      amount: amount.optional(),
      months: amount.optional(),
      value: decimal.optional(),
      level: z.enum(['full', 'partial', 'none']).optional(),
    }),
  ),
  peers: z
    .record(z.string(), z.strictObject({ min: decimal, max: decimal }))
    .refine((ranges) => Object.values(ranges).every(({ min, max }) => Number(min) <= Number(max)), {
      message: 'min must not be above max',
    })
    .optional(),
  previousGrades: z.array(z.enum(grades)).optional(),
});
