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
  /** Each decision that counted in the result (失信信息). Documents of restricted use, and those of persons, are left out. */
  decisions: z.array(
    z.strictObject({
      documentNumber: z.string(),
      authority: z.string(),
      decidedOn: z.string(),
      /** The indicator that it counts for, in the words of the annex. */
      matter: z.string(),
    }),
  ),
});
export type DisclosureView = z.infer<typeof disclosureView>;
/** A repair in public notice (公示, Art. 31). Of a person, name and number are masked. */
const publicRepair = z.strictObject({
  category: z.string(),
  name: z.string(),
  id: z.string(),
  division: z.string().optional(),
  /** The decisions that will count no more; documents of restricted use are left out. */
  decisions: z.array(
    z.strictObject({ documentNumber: z.string(), authority: z.string(), decidedOn: z.string() }),
  ),
  grantedOn: z.string(),
  /** The last day on which anybody may object to it; it may move while it is provisional. */
  noticeUntil: z.strictObject({ on: z.string(), provisional: z.boolean() }),
});
export type PublicRepair = z.infer<typeof publicRepair>;
export const publicRepairsAnswer = z.strictObject({ repairs: z.array(publicRepair) });

export const disclosuresAnswer = z.strictObject({ disclosures: z.array(disclosureView) });
