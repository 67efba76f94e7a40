import { isRegion } from '../shared/division.ts';
import type { Evaluation, Phase } from './evaluation.ts';
import type { PartRelease } from './part-release.ts';
import type { Report } from './report.ts';

/** The results of a prefecture, or of the subjects without one (`54`), and whether they are published. */
export interface Level {
  readonly division: string;
  readonly subjects: number;
  readonly state: 'rehearsed' | 'publishing' | 'published';
  readonly release?: Evaluation['release'];
  readonly publishedOn?: Evaluation['publishedOn'];
}

/** The bureau of a prefecture releases the rehearsed results of its subjects; the others wait for their own release. */
export const releasedPart = (evaluation: Evaluation, part: Omit<PartRelease, 'state'>): Evaluation => ({
  ...evaluation,
  revision: evaluation.revision + 1,
  phase: 'publish-part',
  done: [],
  phaseStartedAt: part.at,
  finishedAt: undefined,
  parts: [...(evaluation.parts ?? []), { ...part, state: 'publishing' }],
});

/** The evaluation when a prefecture's release has left nothing to publish. */
export const withNothingLeft = (evaluation: Evaluation): Evaluation => ({
  ...evaluation,
  phase: 'published',
});

/** Whether a result of the evaluation is published or about to be: then it is not rehearsed again. */
export const hasPublished = ({ phase, parts = [] }: Evaluation): boolean =>
  phase === 'publish' || phase === 'published' || parts.length > 0;

/** The phase as it is shown: which subjects are being published is said by level. */
export const shownPhase = (phase: Phase): Exclude<Phase, 'publish-part'> =>
  phase === 'publish-part' ? 'publish' : phase;

const noPrefecture = '-';
const region = '54';
const shownIn: readonly Phase[] = ['review', 'publish', 'publish-part', 'published'];

/** The levels of a rehearsed evaluation: to the region all, to a prefecture its own. */
export function levelsOf(evaluation: Evaluation, report: Report, area: string | undefined): Level[] {
  if (!shownIn.includes(evaluation.phase)) return [];
  return [...subjectsByPrefecture(report)]
    .map(([division, subjects]) => ({ division, subjects, ...stateOf(evaluation, division) }))
    .filter(({ division }) => isRegion(area) || division === area)
    .sort((a, b) => (a.division < b.division ? -1 : 1));
}

/** The number of rehearsed subjects by prefecture. */
export function subjectsByPrefecture({ grades }: Report): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [key, subjects] of Object.entries(grades)) {
    const prefecture = key.split('/')[1] ?? noPrefecture;
    const division = prefecture === noPrefecture ? region : prefecture;
    counts.set(division, (counts.get(division) ?? 0) + subjects);
  }
  return counts;
}

function stateOf(
  { phase, parts = [], release, publishedOn }: Evaluation,
  division: string,
): Pick<Level, 'state' | 'release' | 'publishedOn'> {
  const part = parts.find((one) => one.division === division);
  if (part) {
    const { by, at, reason } = part;
    return { state: part.state, release: { by, at, reason }, publishedOn: part.publishedOn };
  }
  if (!release) return { state: phase === 'published' ? 'published' : 'rehearsed' };
  return { state: phase === 'published' ? 'published' : 'publishing', release, publishedOn };
}
