/** Row numbers as ranges, for example `2-51,60`. A batch of fifty consecutive rows takes a few bytes. */
export function writeRanges(rows: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && row <= last[1] + 1) last[1] = row;
    else ranges.push([row, row]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** Whether a row is in the ranges. */
export const isInRanges = (ranges: string, row: number): boolean =>
  ranges.split(',').some((range) => {
    const [from = '', to = from] = range.split('-');
    return from !== '' && Number(from) <= row && row <= Number(to);
  });
