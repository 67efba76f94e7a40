import * as z from 'zod';

/** How it stands with the data key: which one seals, and how far what older ones sealed is sealed anew. */
export const rotationView = z.strictObject({
  /** Number of the key that seals. */
  current: z.int(),
  /** `none`: the first key was never replaced. `incomplete`: values that do not open are left (runbook). */
  state: z.enum(['none', 'making', 'waiting', 'resealing', 'finished', 'incomplete']),
  /** Items sealed anew. */
  done: z.int(),
  /** 0 once a pass over everything found nothing more; not known before. */
  remaining: z.int().optional(),
  /** Items of which a value does not open, as the pass found them. */
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
