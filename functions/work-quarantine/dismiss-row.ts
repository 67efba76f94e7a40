import { brokenOffFacts } from '../../lib/application/quarantine/broken-off.ts';
import { candidatesFor, entryOf } from '../../lib/application/quarantine/candidates.ts';
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
 * @throws Problem 409
 */
export async function dismissRow(
  row: QuarantinedRow,
  { reason, by }: { reason: string; by: string },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault, runs, quarantine, matches, ports } = deps;
  const saying = sayingOf('dismissal', { reason }, { by, runtime });
  if (!isFree(row, saying)) throw row.state === 'deciding' ? busy() : alreadyDecided(row);
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
    const candidates = await candidatesFor(candidate, { folders: ports.store, vault });
    const comparedWith = candidates.map(({ subject }) => subjectText(subject));
    await matches.write(entryOf(candidate, vault), { comparedWith, by, at: saying.at });
  }
  const written = await quarantine.replace({ ...claimed, state: 'dismissed' });
  if (!written) throw busy();
  runtime.log.info('row.dismissed', { runId: row.runId, row: row.row, by });
  return { row: written };
}
