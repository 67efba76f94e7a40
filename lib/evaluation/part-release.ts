import type { Day } from '../shared/day.ts';

/** A prefecture's own bureau released the results of its subjects (Art. 18: results are published by level). */
export interface PartRelease {
  /** The first four digits of the divisions of its subjects: `5401`. */
  readonly division: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly publishedOn: Day;
  readonly state: 'publishing' | 'published';
}

/** The releases of prefectures when the newest one is carried out. */
export const withNewestPublished = (parts: readonly PartRelease[]): PartRelease[] =>
  parts.map((part) => ({ ...part, state: 'published' }));
