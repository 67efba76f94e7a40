/** Median and 99th percentile of some timings, in the unit they came in. */
export function quantiles(values: readonly number[]): { p50: number; p99: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Microseconds for one call, the best of several rounds: other work on the machine only adds time. */
export async function microseconds(rounds: number, calls: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    for (let call = 0; call < calls; call++) await work();
    best = Math.min(best, ((performance.now() - begun) * 1000) / calls);
  }
  return best;
}

export const show = (what: string, figure: string, aim = ''): void =>
  console.log(`  ${what.padEnd(58)} ${figure.padStart(20)}${aim && `   (aim: ${aim})`}`);
