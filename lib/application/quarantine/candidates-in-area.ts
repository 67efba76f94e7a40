import type { PartyKey } from '../../credit-file/facts/subject.ts';
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

interface PartyDeps {
  readonly folders: Pick<FolderStore, 'readFolder' | 'aliasesOf'>;
  readonly now: Date;
}

/** Whether one of the files of a party lies in the area of a token. */
export async function isPartyIn(
  area: string | undefined,
  party: PartyKey,
  { folders, now }: PartyDeps,
): Promise<boolean> {
  if (isRegion(area)) return true;
  const divisionOf = createDivisionOf(folders, dayOf(now));
  const { facts, files } = await folders.readFolder(party);
  const divisions = await Promise.all([...files.keys()].map((category) => divisionOf(facts, category)));
  return divisions.some((division) => liesIn(division, area));
}

/**
 * Limits candidates to the area of a token (Art. 6). A candidate stands for its party, because a record concerns all its
 * files: it is shown where one of them lies in the area.
 */
export async function candidatesIn(
  area: string | undefined,
  candidates: readonly Candidate[],
  deps: PartyDeps,
): Promise<CandidatesIn> {
  const shown: Candidate[] = [];
  for (const candidate of candidates)
    if (await isPartyIn(area, candidate.subject.party, deps)) shown.push(candidate);
  return { shown, elsewhere: candidates.length - shown.length };
}
