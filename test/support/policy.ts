import type { ProjectionPolicy } from '../../lib/credit-file/projection/project-folder.ts';
import { type Policy, type PolicyBook, shippedBook } from '../../lib/regulation/policy.ts';

/** The shipped policy with other values, as a deployment's settings give them. */
export const policyWith = (
  settings: Partial<Policy> = {},
  book: Partial<PolicyBook> = {},
): ProjectionPolicy => ({
  holdHours: 24,
  firstCycle: 2026,
  book: { ...shippedBook, settings, ...book },
});
