import * as z from 'zod';

/** State of the data key: the key in use, and how far values of older keys have been sealed again. */
export const rotationView = z.strictObject({
  /** Number of the key in use. */
  current: z.int(),
  /** `none`: the first key was never replaced. `incomplete`: values are left that cannot be decrypted (runbook). */
  state: z.enum(['none', 'making', 'waiting', 'resealing', 'finished', 'incomplete']),
  /** Items sealed again. */
  done: z.int(),
  /** 0 after a pass that found nothing; unknown before that. */
  remaining: z.int().optional(),
  /** Items with a value that cannot be decrypted, as the pass found them. */
  unreadable: z.int(),
  pass: z.int().optional(),
  /** When the pass begins, or began. */
  passAt: z.string().optional(),
  shards: z.int().optional(),
  shardsDone: z.int().optional(),
  reason: z.string().optional(),
  startedBy: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  keys: z.array(z.strictObject({ number: z.int(), retiredAt: z.string().optional() })),
});
export type RotationView = z.infer<typeof rotationView>;
