import { addDays, type Day, day, yearOf } from '../../lib/shared/day.ts';
import type { Source } from '../../lib/shared/source.ts';
import type { Random } from './random.ts';

/** A file as an authority would export it. */
export interface SampleFile {
  readonly source: Source;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
}

export type DateMaker = () => Day;

/** Makes days of the current cycle up to yesterday. */
export function dateMaker(random: Random, today: Day): DateMaker {
  const first = day(`${yearOf(today)}-01-01`);
  const days = Math.max(1, Math.round((Date.parse(today) - Date.parse(first)) / 86_400_000));
  return () => addDays(first, random.below(days));
}

export const csv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map(
      (cells) =>
        `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`,
    )
    .join('');
