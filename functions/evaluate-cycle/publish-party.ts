import { publicationsOf } from '../../lib/credit-file/projection/late-evidence.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import {
  type ProjectionPorts,
  projectParty,
  saveProjection,
  WriteConflict,
  withFacts,
} from '../../lib/credit-file/save-projection.ts';
import { evaluatedSubjects, publicationOf, type ResultOptions } from '../../lib/evaluation/result.ts';
import type { PhaseWork } from './phase-work.ts';

/** Phase 3: adds every subject's result to its folder as a publication fact and projects the files from it. */
export function publishing(options: ResultOptions, ports: ProjectionPorts): PhaseWork {
  return {
    nothing: {},
    async page(folders) {
      let subjects = 0;
      for (let start = 0; start < folders.length; start += partiesAtOnce) {
        const some = folders.slice(start, start + partiesAtOnce);
        const counts = await Promise.all(some.map((folder) => publishParty(folder, options, ports)));
        subjects += counts.reduce((sum, count) => sum + count, 0);
      }
      return { found: {}, subjects };
    },
  };
}

const partiesAtOnce = 8;

/**
 * Publishes each subject of a party once. An existing publication stays as it is. Files are projected again if a crash
 * prevented that earlier.
 */
async function publishParty(folder: Folder, options: ResultOptions, ports: ProjectionPorts): Promise<number> {
  const subjects = evaluatedSubjects(folder);
  const { year } = options.evaluation;
  const missing = subjects.filter(({ category }) => !publicationsOf(folder.facts, category).has(year));
  const facts = missing.map((subject) => publicationOf(folder, subject, options));
  const added = await Promise.all(facts.map((fact) => ports.store.addFact(folder.party, fact)));
  const isProjected = subjects.every(({ category }) =>
    folder.files.get(category)?.published?.some(({ cycle }) => cycle === year),
  );
  if (facts.length === 0 && isProjected) return subjects.length;
  if (!added.every(Boolean)) await projectParty(folder.party, ports);
  else await projected(withFacts(folder, facts), ports);
  return subjects.length;
}

/** Projects the folder as it was scanned. It is read again only if somebody wrote to it since. */
async function projected(folder: Folder, ports: ProjectionPorts): Promise<void> {
  try {
    await saveProjection(folder, ports);
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
    await projectParty(folder.party, ports);
  }
}
