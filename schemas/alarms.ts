import * as z from 'zod';
import { explanation } from './api.ts';

/** An alarm that rings. It says what is wrong with the system, and nothing about a subject. */
const alarmView = z.strictObject({
  /** Its name within the deployment: `BreakerOpen-deliver-settlement`, `records-dead`. */
  name: z.string(),
  /** Heading of `docs/operations/runbook.md`. */
  heading: z.string(),
  /** In Chinese. */
  title: z.string(),
  explanation,
  since: z.string(),
});
export type AlarmView = z.infer<typeof alarmView>;

export const alarmsAnswer = z.strictObject({
  /** Oldest first. */
  alarms: z.array(alarmView),
  /** When it was last looked whether they ring. */
  asOf: z.string(),
});
export type AlarmsAnswer = z.infer<typeof alarmsAnswer>;
