import * as z from 'zod';
import { progressView } from './cycles.ts';

/** The last upgrade of the region: what earlier releases stored is stored as this release does. */
export const upgradeView = z.strictObject({
  /** `none`: none was started yet. */
  state: z.enum(['none', 'running', 'finished']),
  reason: z.string().optional(),
  startedBy: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  progress: progressView.optional(),
  /** Institutions of which something was moved, and how many decisions and links. */
  moved: z.strictObject({ institutions: z.int(), decisions: z.int(), links: z.int() }).optional(),
  /** Parties that failed, and why. All others are done; these are tried again every 30 minutes. */
  failed: z.array(z.strictObject({ party: z.string(), message: z.string() })).optional(),
});
export type UpgradeView = z.infer<typeof upgradeView>;
