import type { FolderStore } from '../../credit-file/ports.ts';
import { dayOf } from '../../shared/day.ts';
import { isRegion, liesIn } from '../../shared/division.ts';
import { createDivisionOf } from '../cases/subject-division.ts';
import type { Candidate } from './candidates.ts';

/** The candidates of a row that an officer may see and choose, and how many lie in other divisions. */
export interface CandidatesIn {
  readonly shown: readonly Candidate[];
  readonly elsewhere: number;
}

/**
 * Limits candidates to the area of a token (Art. 6). A candidate stands for its party, because a record concerns all its
 * files: it is shown where one of them lies in the area.
 */
export async function candidatesIn(
  area: string | undefined,
  candidates: readonly Candidate[],
  { folders, now }: { folders: Pick<FolderStore, 'readFolder' | 'aliasesOf'>; now: Date },
): Promise<CandidatesIn> {
  if (isRegion(area)) return { shown: candidates, elsewhere: 0 };
  const divisionOf = createDivisionOf(folders, dayOf(now));
  const shown: Candidate[] = [];
  for (const candidate of candidates) {
    const { facts, files } = await folders.readFolder(candidate.subject.party);
    const divisions = await Promise.all([...files.keys()].map((category) => divisionOf(facts, category)));
    if (divisions.some((division) => liesIn(division, area))) shown.push(candidate);
  }
  return { shown, elsewhere: candidates.length - shown.length };
}
