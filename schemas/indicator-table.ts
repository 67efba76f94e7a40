import * as z from 'zod';
import { gradedCategories } from '../lib/shared/category.ts';
import { dayText } from './api.ts';

const whole = z.int().positive();
const loss = z.union([
  z.strictObject({ points: z.number().min(0) }),
  z.strictObject({
    share: z.tuple([whole, whole]).meta({
      description: 'Numerator and denominator',
      // Tools that read contracts of OpenAPI 3.0 too take no list of schemas for `items`.
      override: ({ jsonSchema }) => {
        const [one] = jsonSchema.prefixItems ?? [];
        delete jsonSchema.prefixItems;
        if (one) jsonSchema.items = one;
      },
    }),
  }),
]);
const band = z.strictObject({
  upTo: z.strictObject({ figure: z.number(), inclusive: z.boolean() }).optional(),
  loses: loss,
});

/** The rule of a row: its kind and its figures. The calculation of each kind is in `lib/scoring/rules/`. */
const rule = z.discriminatedUnion('kind', [
  /** Any case earns 0. */
  z.strictObject({ kind: z.literal('all-or-nothing') }),
  /** The sum of the amounts takes sum/`limit` (CNY) of the weight; from the limit on, all of it. */
  z.strictObject({ kind: z.literal('amount-linear'), limit: z.number().positive() }),
  /**
   * A value falls in one of several bands, ascending and without gaps. Each has its loss; the last one has no upper
   * end.
   */
  z.strictObject({
    kind: z.literal('banded'),
    field: z.enum(['months', 'value', 'amount']),
    /** `sum`: months or amounts of the cycle are added. `last`: the last survey of the cycle applies. */
    takes: z.enum(['sum', 'last']),
    bands: z.array(band).min(1).refine(isGapless, 'bands must ascend, and the last one alone be open'),
  }),
  /** One point for each case, up to the weight. */
  z.strictObject({ kind: z.literal('bonus') }),
  /** `partial` earns half, `none` earns 0. The worst level of the cycle applies. */
  z.strictObject({ kind: z.literal('disclosure-level') }),
  /**
   * Compares a measured value with those of its peers. The coefficient is (max − value)/(max − min) if low is good
   * (低优), (value − min)/(max − min) if high is good (高优). The last value of the cycle applies.
   */
  z.strictObject({
    kind: z.literal('peer-coefficient'),
    better: z.enum(['low', 'high']),
    /** 同级别: compared only with institutions of the same level. */
    among: z.literal('same-level').optional(),
    /** Growth: below the percentage of the policy the weight is full, without a comparison. */
    isGrowth: z.literal(true).optional(),
    /** 无满意度调查，不得分: without a survey it earns 0. */
    nothingWithoutValue: z.literal(true).optional(),
  }),
  /** Each case takes a fixed number of points, down to 0. */
  z.strictObject({ kind: z.literal('points-per-case'), points: z.number().positive() }),
  /** Each case takes a share of the weight (每出现一例扣权重分值 1/n), down to 0. */
  z.strictObject({
    kind: z.literal('share-per-case'),
    denominator: whole,
    /** At this level it earns 0, whatever the number of cases (数据上传: deliberate falsification). */
    nothingAtLevel: z.literal('none').optional(),
  }),
  /** One case makes the grade E, whatever the points (一票否决). */
  z.strictObject({ kind: z.literal('veto') }),
]);

/** The rule of a row of an indicator table, distinguished by its kind. */
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

/** A version of an indicator table that is not in force (评价指标, annexes 6 to 11). */
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

/** A draft of a table or of policy parameters, to be tried over all files. */
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

/** A version of a table, without its rows. */
const tableHead = tableDraft.omit({ indicators: true }).extend({
  /** Number of its rows. */
  rows: z.int(),
});

export const tablesAnswer = z.strictObject({ tables: z.array(tableHead) });
export type TablesAnswer = z.infer<typeof tablesAnswer>;

/** The versions of a table, oldest first. Each can be sent to `POST /v1/trials`, changed. */
export const tableAnswer = z.strictObject({
  category: z.enum(gradedCategories),
  versions: z.array(tableDraft),
});
export type TableAnswer = z.infer<typeof tableAnswer>;
