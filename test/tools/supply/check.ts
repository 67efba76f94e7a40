/** A check and its findings. */
export interface Check {
  readonly what: string;
  readonly found: readonly string[];
  /** Why the check could not be made; it has then neither passed nor failed. */
  readonly skipped?: string;
}
