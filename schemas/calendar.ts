import * as z from 'zod';
import { line } from './api.ts';

const days = z.array(z.iso.date()).max(366);

/**
 * A notice of days off (放假通知) of one year, of the nation, the region (54) or a prefecture (5401 …). It adds its days to
 * those of the notices before it, and takes back single ones.
 */
export const noticeRequest = z.strictObject({
  scope: z.string().meta({ pattern: '^(national|54(\\d{2})?)$' }),
  off: days,
  work: days,
  /** Days of earlier notices of the same scope that are no longer off, or no longer worked. */
  takesBack: days.optional(),
  /** Number or name of the notice. */
  document: line(200),
  reason: line(500),
});

const arrangementView = z.strictObject({
  scope: z.string(),
  source: z.enum(['shipped', 'notice']),
  document: z.string(),
  off: days,
  work: days,
  takesBack: days.optional(),
  /** Taken by an earlier release: it replaced all notices before it. */
  replaces: z.boolean().optional(),
  edition: z.int().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
});

/** Days off of a year, and whether its national arrangement is known. */
export const calendarAnswer = z.strictObject({
  year: z.int(),
  isKnown: z.boolean(),
  /** Holidays of the place whose days off nobody has announced; deadlines over these days are provisional. */
  awaited: z.array(z.strictObject({ name: z.string(), scope: z.string(), from: z.string(), to: z.string() })),
  arrangements: z.array(arrangementView),
  /** For the requested division: every weekday off and every weekend day worked. */
  place: z.strictObject({ division: z.string(), off: days, work: days }).optional(),
});

const deadlineChange = z.strictObject({
  caseId: z.string(),
  before: z.string(),
  after: z.string(),
  provisional: z.boolean(),
});
export const noticeAnswer = z.strictObject({
  year: z.int(),
  scope: z.string(),
  edition: z.int(),
  changes: z.strictObject({ offAdded: days, offRemoved: days, workAdded: days, workRemoved: days }),
  /** Deadlines of open cases that have changed. */
  deadlines: z.array(deadlineChange),
});
export type CalendarAnswer = z.infer<typeof calendarAnswer>;
export type NoticeAnswer = z.infer<typeof noticeAnswer>;
