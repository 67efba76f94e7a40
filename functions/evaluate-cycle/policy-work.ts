import type { ProjectionPolicy } from '../../lib/credit-file/projection/project-folder.ts';
import type { ProjectionPorts } from '../../lib/credit-file/projection-ports.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import type { PolicyChange } from '../../lib/evaluation/evaluation.ts';
import { type ChangeReport, emptyChangeReport, withFolder } from '../../lib/evaluation/policy-change.ts';
import type { PhaseWork } from './phase-work.ts';

/** Counts what a proposed value of a policy parameter would change in each file. */
export const rehearsingChange = (
  change: PolicyChange,
  { policy, scorer, clock }: Pick<ProjectionPorts, 'policy' | 'scorer' | 'clock'>,
): PhaseWork => ({
  nothing: emptyChangeReport,
  async page(folders, found) {
    const before = found as ChangeReport;
    const options = { change, policy, scorer, now: clock() };
    const report = folders
      .filter(({ files }) => files.size > 0)
      .reduce((sum, folder) => withFolder(sum, folder, options), before);
    return { found: report, subjects: report.subjects - before.subjects };
  },
});

const partiesAtOnce = 8;

/** Projects every file with the policy that was released. */
export const refreshing = (ports: ProjectionPorts, policy: ProjectionPolicy): PhaseWork => ({
  nothing: {},
  async page(folders) {
    const known = folders.filter(({ files }) => files.size > 0);
    for (let start = 0; start < known.length; start += partiesAtOnce) {
      const some = known.slice(start, start + partiesAtOnce);
      await Promise.all(some.map(({ party }) => projectParty(party, { ...ports, policy })));
    }
    return { found: {}, subjects: known.length };
  },
});
