import type { RunHeads } from '../../feeds/run.ts';

/** The division that a file was sent for; undefined: the region. Each run is read once. */
export type RunDivision = (runId: string) => Promise<string | undefined>;

/** What a file leaves behind, an unmatched record or a suspected removal, lies where the file was sent for (Art. 6). */
export function createRunDivision(runs: Pick<RunHeads, 'read'>): RunDivision {
  const known = new Map<string, Promise<string | undefined>>();
  return (runId) => {
    const division = known.get(runId) ?? runs.read(runId).then((run) => run?.division);
    known.set(runId, division);
    return division;
  };
}
