/** One thing that is held, and what was found against it. */
export interface Check {
  readonly what: string;
  readonly found: readonly string[];
  /** Why it could not be looked at: neither passed nor failed. */
  readonly skipped?: string;
}
