import { brokenOffFacts } from '../../lib/application/quarantine/broken-off.ts';
import { type Candidate, candidatesFor, entryOf } from '../../lib/application/quarantine/candidates.ts';
import { candidatesIn } from '../../lib/application/quarantine/candidates-in-area.ts';
import {
  contradictingFact,
  decisionOf,
  isFree,
  takeBack,
  takeBackBrokenOff,
} from '../../lib/application/quarantine/resolve-row.ts';
import { openRow } from '../../lib/application/quarantine/row-content.ts';
import { awaitsSecondOfficer, takingBack } from '../../lib/application/quarantine/second-officer.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import {
  type ActedRow,
  actOf,
  alreadyDecided,
  busy,
  type DecideDeps,
  proposed,
  sayingOf,
} from './row-acts.ts';

/**
 * Records that an officer dismisses a row. A fact that a contradicting row had added is withdrawn.
 * @throws Problem 403, 409
 */
export async function dismissRow(
  row: QuarantinedRow,
  { reason, by, area }: { reason: string; by: string; area?: string | undefined },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault, runs, quarantine, matches, ports } = deps;
  const saying = sayingOf('dismissal', { reason }, { by, runtime });
  if (!isFree(row, saying)) throw row.state === 'deciding' ? busy() : alreadyDecided(row);
  const candidates = await candidatesOf(row, area, deps);
  const fact = contradictingFact(row, vault);
  const effects = await takingBack([...brokenOffFacts(row), ...(fact ? [fact] : [])], row, ports.store);
  const proposal = await awaitsSecondOfficer(actOf('dismissal', row, ''), { by, effects }, deps);
  if (proposal) return proposed(row, proposal, deps);
  const decision = decisionOf(row, saying, { facts: fact ? [fact] : [], vault });
  const decisions = [...row.decisions, decision];
  const claimed = await quarantine.replace({ ...row, state: 'deciding', decisions });
  if (!claimed) throw busy();
  await takeBackBrokenOff(row, { ...decision, facts: [] }, deps);
  if (fact) await takeBack(row, fact, { by, at: saying.at, reason }, deps);
  await runs.resolveRow(row.runId, { row: row.row, batch: row.batch });
  const { candidate } = openRow(vault, row);
  if (candidate) {
    const comparedWith = candidates.map(({ subject }) => subjectText(subject));
    await matches.write(entryOf(candidate, vault), { comparedWith, by, at: saying.at });
  }
  const written = await quarantine.replace({ ...claimed, state: 'dismissed' });
  if (!written) throw busy();
  runtime.log.info('row.dismissed', { runId: row.runId, row: row.row, by });
  return { row: written };
}

/** Whom the row may be about. Candidates whom the officer does not see are not for them to rule out. @throws Problem 403 */
async function candidatesOf(
  row: QuarantinedRow,
  area: string | undefined,
  { vault, ports, runtime }: DecideDeps,
): Promise<readonly Candidate[]> {
  const { candidate } = openRow(vault, row);
  if (!candidate) return [];
  const folders = ports.store;
  const found = await candidatesFor(candidate, { folders, vault });
  const { shown, elsewhere } = await candidatesIn(area, found, { folders, now: runtime.clock() });
  if (elsewhere === 0) return shown;
  throw new Problem(
    403,
    'region-only',
    `${elsewhere} candidates of the row lie in other divisions. Choose one of yours, or leave the row to the region.`,
  );
}
