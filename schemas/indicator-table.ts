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

/** A row's rule: its kind, with the figures of the row. How each kind is worked out stands in `lib/scoring/rules/`. */
const rule = z.discriminatedUnion('kind', [
  /** Any case takes the whole weight. */
  z.strictObject({ kind: z.literal('all-or-nothing') }),
  /** The sum of the amounts takes its share of `limit` CNY of the weight; from the limit on nothing is left. */
  z.strictObject({ kind: z.literal('amount-linear'), limit: z.number().positive() }),
  /** A value falls in one of several bands, ascending and gapless, each with its loss; the last one is open. */
  z.strictObject({
    kind: z.literal('banded'),
    field: z.enum(['months', 'value', 'amount']),
    /** Months and amounts add up over the cycle; of surveys the last one holds. */
    takes: z.enum(['sum', 'last']),
    bands: z.array(band).min(1).refine(isGapless, 'bands must ascend, and the last one alone be open'),
  }),
  /** A point a case, up to the weight. */
  z.strictObject({ kind: z.literal('bonus') }),
  /** `partial` half, `none` nothing; the worst level of the cycle holds. */
  z.strictObject({ kind: z.literal('disclosure-level') }),
  /**
   * A measured value beside those of its peers: the coefficient (max − value)/(max − min) where low is good (低优),
   * (value − min)/(max − min) where high is good (高优). The last value of the cycle holds.
   */
  z.strictObject({
    kind: z.literal('peer-coefficient'),
    better: z.enum(['low', 'high']),
    /** 同级别: compared with institutions of the same level alone. */
    among: z.literal('same-level').optional(),
    /** Growth: below the policy's percentage the weight is full, and nobody is compared. */
    isGrowth: z.literal(true).optional(),
    /** 无满意度调查，不得分: without a survey nothing is earned. */
    nothingWithoutValue: z.literal(true).optional(),
  }),
  /** Each case takes a fixed number of points, down to 0. */
  z.strictObject({ kind: z.literal('points-per-case'), points: z.number().positive() }),
  /** Each case takes a share of the weight (每出现一例扣权重分值 1/n), down to 0. */
  z.strictObject({
    kind: z.literal('share-per-case'),
    denominator: whole,
    /** At this level nothing is left, whatever the cases (数据上传: deliberate falsification). */
    nothingAtLevel: z.literal('none').optional(),
  }),
  /** One case decides the grade: E, whatever the points (一票否决). */
  z.strictObject({ kind: z.literal('veto') }),
]);

/** The rule of a row of an indicator table, told apart by its kind. */
export type RuleSpec = z.infer<typeof rule>;
export type RuleSpecOf<Kind extends RuleSpec['kind']> = Extract<RuleSpec, { kind: Kind }>;
/** Up to a figure; `inclusive` says whether the figure itself belongs to the band. */
export type Band = z.infer<typeof band>;

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
