import * as z from 'zod';

/** Public dishonesty information of an institution (失信信息公开, Art. 26 (1)). */
const disclosureView = z.strictObject({
  category: z.string(),
  name: z.string(),
  /** Its unified social credit code. */
  id: z.string(),
  division: z.string().optional(),
  grade: z.literal('E'),
  score: z.string(),
  /** Whether a veto set the grade, whatever the score. */
  vetoed: z.boolean(),
  cycle: z.int(),
  state: z.enum(['interim', 'published']),
  from: z.string(),
  /** The first day on which it is no longer public. */
  until: z.string(),
});
export type DisclosureView = z.infer<typeof disclosureView>;
export const disclosuresAnswer = z.strictObject({ disclosures: z.array(disclosureView) });
