/**
 * The longest wait that a server may ask for with `Retry-After`, in seconds (15 minutes). A server that asks for days,
 * by mistake or to be rid of us, would silence its deliveries for days. The limit is the age from which a waiting
 * delivery sounds an alarm (`outbox-old`), so that no server's wish outlasts the time in which a person is told.
 */
export const longestRetryAfterSeconds = 900;

/**
 * The wait that a server asks for, in seconds, up to the limit. A `Retry-After` given as a date is ignored; the
 * product's own schedule applies.
 */
export const retryAfterOf = (header: string | null | undefined): number | undefined =>
  header && /^\d+$/.test(header) ? atMostRetryAfter(Number(header)) : undefined;

export const atMostRetryAfter = (seconds: number): number => Math.min(seconds, longestRetryAfterSeconds);
