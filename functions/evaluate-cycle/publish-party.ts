import type { DivisionOf } from '../../lib/application/cases/subject-division.ts';
import { publicationsOf } from '../../lib/credit-file/projection/late-evidence.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { ProjectionPorts } from '../../lib/credit-file/projection-ports.ts';
import { projectParty, saveProjection, withFacts } from '../../lib/credit-file/save-projection.ts';
import { WriteConflict } from '../../lib/credit-file/write-conflict.ts';
import type { Evaluation, FailedParty } from '../../lib/evaluation/evaluation.ts';
import {
  type EvaluatedSubject,
  evaluatedSubjects,
  publicationOf,
  type ResultOptions,
} from '../../lib/evaluation/result.ts';
import { isRegion, liesIn } from '../../lib/shared/division.ts';
import type { PhaseWork } from './phase-work.ts';

export interface PublishingOptions extends ResultOptions {
  /** The prefecture whose bureau released the results; without it they are those of the region. */
  readonly area?: string | undefined;
  readonly divisionOf: DivisionOf;
}

/** What a shard of the phase found. */
export interface Published {
  /** Subjects outside the prefecture that no release has reached yet. */
  readonly left: number;
}

/**
 * Phase 3: adds each result that is released to its folder as a publication fact and projects the files from it. The
 * release of a prefecture reaches its own subjects; that of the region all that are left. A party that fails stops no other.
 */
export function publishing(options: PublishingOptions, ports: ProjectionPorts): PhaseWork {
  return {
    nothing: { left: 0 } satisfies Published,
    async page(folders, found) {
      let { left = 0 } = found as Partial<Published>;
      let subjects = 0;
      const failed: FailedParty[] = [];
      for (let start = 0; start < folders.length; start += partiesAtOnce) {
        const some = folders.slice(start, start + partiesAtOnce);
        const done = await Promise.allSettled(some.map((folder) => publishParty(folder, options, ports)));
        const counts = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        failed.push(...done.flatMap((one, at) => failureOf(one, some[at])));
        subjects += counts.reduce((sum, count) => sum + count.subjects, 0);
        left += counts.reduce((sum, count) => sum + count.left, 0);
      }
      return { found: { left } satisfies Published, subjects, failed };
    },
  };
}

const failureOf = (one: PromiseSettledResult<unknown>, folder: Folder | undefined): FailedParty[] =>
  one.status === 'rejected' && folder ? [{ party: folder.party, message: String(one.reason) }] : [];

/** Who publishes what: the newest release of a prefecture while it is carried out, else that of the region. */
export function publicationBy(
  evaluation: Evaluation,
): Pick<PublishingOptions, 'evaluation' | 'by' | 'at' | 'area'> {
  const part = evaluation.phase === 'publish-part' ? evaluation.parts?.at(-1) : undefined;
  const { by = '', at = evaluation.phaseStartedAt } = part ?? evaluation.release ?? {};
  if (!part) return { evaluation, by, at };
  return { evaluation: { ...evaluation, publishedOn: part.publishedOn }, by, at, area: part.division };
}

const partiesAtOnce = 8;

/**
 * Publishes each released subject of a party once. An existing publication stays as it is. Files are projected again if
 * a crash prevented that earlier.
 */
async function publishParty(
  folder: Folder,
  options: PublishingOptions,
  ports: ProjectionPorts,
): Promise<Published & { readonly subjects: number }> {
  const subjects = evaluatedSubjects(folder);
  const { year } = options.evaluation;
  const open = subjects.filter(({ category }) => !publicationsOf(folder.facts, category).has(year));
  const released = await releasedOf(open, folder, options);
  const counts = { subjects: subjects.length, left: open.length - released.length };
  const facts = released.map((subject) => publicationOf(folder, subject, options));
  const added = await Promise.all(facts.map((fact) => ports.store.addFact(folder.party, fact)));
  const isProjected = subjects
    .filter((subject) => !open.includes(subject))
    .every(({ category }) => folder.files.get(category)?.published?.some(({ cycle }) => cycle === year));
  if (facts.length === 0 && isProjected) return counts;
  if (!added.every(Boolean)) await projectParty(folder.party, ports);
  else await projected(withFacts(folder, facts), ports);
  return counts;
}

async function releasedOf(
  subjects: readonly EvaluatedSubject[],
  { facts }: Folder,
  { area, divisionOf }: Pick<PublishingOptions, 'area' | 'divisionOf'>,
): Promise<EvaluatedSubject[]> {
  if (isRegion(area)) return [...subjects];
  const divisions = await Promise.all(subjects.map(({ category }) => divisionOf(facts, category)));
  return subjects.filter((_, at) => liesIn(divisions[at], area));
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
