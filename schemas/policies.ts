import * as z from 'zod';
import { line } from './api.ts';
import { progressView, ruling } from './cycles.ts';

const policyName = z.string().min(1).max(60);

/** A document that the connector works under (Art. 33): 文号, first day, last day or none, title. */
const legalDocument = z.strictObject({
  number: line(100),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  title: line(200),
});

/** A proposed value of a policy parameter, from a day on. */
export const policyRequest = z.strictObject({
  parameter: policyName,
  /** `regulation.basis`: every document that is to be on record, those of before too. Answers have it as JSON text. */
  value: z.union([z.string().min(1).max(500), z.array(legalDocument).min(1).max(50)]),
  /** Parameters that hold for cycles: 1 January. Others: today or later. */
  from: z.iso.date(),
  reason: line(500),
});
export type PolicyRequest = z.infer<typeof policyRequest>;

/** What the value would change, in numbers; names and numbers of the examples are masked. */
const changeReport = z.strictObject({
  subjects: z.int(),
  changed: z.int(),
  /** `<kind>/<what>` → files, for example `grade/C/D` or `service-stop/ended`. */
  effects: z.record(z.string(), z.int()),
  examples: z.array(
    z.strictObject({ subject: z.string(), name: z.string(), id: z.string(), effects: z.array(z.string()) }),
  ),
  problems: z.int(),
  problemSubjects: z.array(z.strictObject({ subject: z.string(), message: z.string() })),
});

export const policyChangeView = z.strictObject({
  id: z.string(),
  parameter: policyName,
  value: z.string(),
  from: z.string(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  /** `rehearse`, `review`: it waits for a second officer; `scheduled`: for its first day; `refresh`: files are projected. */
  phase: z.enum(['rehearse', 'review', 'scheduled', 'refresh', 'published', 'abandoned']),
  release: ruling.optional(),
  abandonment: ruling.optional(),
  progress: progressView,
  report: changeReport.optional(),
});
export type PolicyChangeView = z.infer<typeof policyChangeView>;

const parameterView = z.strictObject({
  name: policyName,
  /** In Chinese. */
  title: z.string(),
  article: z.string(),
  /** `cycle`: one value for a whole cycle; `day`: by the day on which something happens. */
  holdsFor: z.enum(['cycle', 'day']),
  bounds: z.strictObject({
    oneOf: z.array(z.string()).optional(),
    from: z.number().optional(),
    to: z.number().optional(),
    pattern: z.string().optional(),
    listOf: z.literal('documents').optional(),
  }),
  /** In force today (of a cycle's parameter: for the current cycle). */
  inForce: z.string(),
  /** `earlier`: as the release worked that set the deployment up. */
  values: z.array(
    z.strictObject({
      from: z.string(),
      value: z.string(),
      source: z.enum(['shipped', 'earlier', 'setting', 'released']),
      id: z.string().optional(),
      proposedBy: z.string().optional(),
      releasedBy: z.string().optional(),
      releasedAt: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
});

/** Every policy parameter with its values by date, the proposals that are open, and the legal basis on record. */
export const policiesAnswer = z.strictObject({
  parameters: z.array(parameterView),
  proposals: z.array(policyChangeView.omit({ report: true, progress: true })),
  legalBasis: z.strictObject({
    /** Documents in force today; empty when none on record covers it. */
    documents: z.array(z.string()),
    /** Every document on record (policy parameter `regulation.basis`). */
    onRecord: z.array(legalDocument),
    /** In Chinese. */
    said: z.string(),
  }),
});
export type PoliciesAnswer = z.infer<typeof policiesAnswer>;
