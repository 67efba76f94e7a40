import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';

export const reviewKinds = [
  'suspension',
  'objection',
  'repair',
  'refusal-objection',
  'act',
  'finding',
  'cycle',
  'policy',
  'record',
] as const;

/** A document that something rests on. The number of one that is not to be named is left out. */
const ground = z.strictObject({
  documentNumber: z.string().optional(),
  authority: z.string(),
  decidedOn: z.string(),
  source: z.string().optional(),
});

/** What waits for a second person: about whom, what would happen, why, who proposed it, and until when. */
const review = z.strictObject({
  kind: z.enum(reviewKinds),
  id: z.string(),
  /** Numbers of persons are masked. */
  subject: z.strictObject({ category: z.enum(categories), name: z.string(), id: z.string() }).optional(),
  /** What the release or confirmation does, in short words: `settlement-suspension 2026-07-01 2026-09-30`. */
  effect: z.string(),
  reason: z.string().optional(),
  grounds: z.array(ground).optional(),
  proposedBy: z.array(z.string()),
  proposedAt: z.string().optional(),
  /** An instant or a day. */
  until: z.string().optional(),
  /** The route that shows it whole, and the one that decides it. */
  see: z.string(),
  decide: z.string(),
});
export type Review = z.infer<typeof review>;

export const reviewsAnswer = z.strictObject({
  reviews: z.array(review),
  /** More of a kind waits than the list shows: at most 200 of each. */
  isCut: z.boolean(),
});
export type ReviewsAnswer = z.infer<typeof reviewsAnswer>;
