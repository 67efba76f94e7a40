import * as z from 'zod';
import { gradedCategories } from '../lib/shared/category.ts';
import { dayText } from './api.ts';

const whole = z.int().positive();
const loss = z.union([
  z.strictObject({ points: z.number().min(0) }),
  z.strictObject({ share: z.tuple([z.int().min(0), whole]) }),
]);
const band = z.strictObject({
  upTo: z.strictObject({ figure: z.number(), inclusive: z.boolean() }).optional(),
  loses: loss,
});

/** A row's rule: its kind, with the figures of the row (`lib/scoring/rules/`). */
const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all-or-nothing') }),
  z.strictObject({ kind: z.literal('amount-linear'), limit: z.number().positive() }),
  z.strictObject({
    kind: z.literal('banded'),
    field: z.enum(['months', 'value', 'amount']),
    takes: z.enum(['sum', 'last']),
    bands: z.array(band).min(1).refine(isGapless, 'bands must ascend, and the last one alone be open'),
  }),
  z.strictObject({ kind: z.literal('bonus') }),
  z.strictObject({ kind: z.literal('disclosure-level') }),
  z.strictObject({
    kind: z.literal('peer-coefficient'),
    better: z.enum(['low', 'high']),
    among: z.literal('same-level').optional(),
    isGrowth: z.literal(true).optional(),
    nothingWithoutValue: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('points-per-case'), points: z.number().positive() }),
  z.strictObject({
    kind: z.literal('share-per-case'),
    denominator: whole,
    nothingAtLevel: z.literal('none').optional(),
  }),
  z.strictObject({ kind: z.literal('veto') }),
]);

function isGapless(bands: readonly z.infer<typeof band>[]): boolean {
  const limits = bands.map(({ upTo }) => upTo?.figure ?? Number.POSITIVE_INFINITY);
  return limits.every((limit, index) =>
    index === limits.length - 1 ? limit === Number.POSITIVE_INFINITY : limit < (limits[index + 1] ?? 0),
  );
}

const indicator = z.strictObject({
  code: z.string().regex(/^[a-z]{2}\.[a-z-]+$/, 'must be a code such as ph.fine'),
  name: z.string().min(1).max(100),
  weight: z.number().min(0).max(100),
  rule,
});
type Row = z.infer<typeof indicator>;

const weightOf = (rows: readonly Row[]): number =>
  rows
    .filter(({ rule: { kind } }) => kind !== 'bonus' && kind !== 'veto')
    .reduce((sum, { weight }) => sum + weight * 1000, 0) / 1000;

/** A version of an indicator table that is not in force yet (评价指标, annexes 6 to 11). */
export const tableDraft = z.strictObject({
  id: z.string().min(1).max(50),
  version: z.string().min(1).max(50),
  inForceFrom: dayText,
  article: z.string().min(1).max(50),
  citation: z.string().min(1).max(200),
  category: z.enum(gradedCategories),
  indicators: z
    .array(indicator)
    .min(1)
    .max(200)
    .superRefine((rows, context) => {
      const total = weightOf(rows);
      if (total !== 100)
        context.addIssue({ code: 'custom', message: `the weights sum to ${total}, and must sum to 100` });
      const codes = rows.map(({ code }) => code);
      const twice = codes.find((code, index) => codes.indexOf(code) !== index);
      if (twice) context.addIssue({ code: 'custom', message: `${twice} stands twice` });
    }),
});

/** A draft to be tried over all files, of a table or of policy parameters. */
export const trialRequest = z
  .strictObject({
    cycle: z.int().min(2023).max(2100),
    table: tableDraft.optional(),
    policy: z.record(z.string(), z.string()).optional(),
  })
  .refine(
    ({ table, policy }) => table !== undefined || policy !== undefined,
    'give a table, a policy, or both',
  )
  .meta({ anyOf: [{ required: ['table'] }, { required: ['policy'] }] });
