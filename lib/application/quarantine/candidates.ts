import type { CandidateGround } from '../../../schemas/reasons/candidates.ts';
import type { CandidateRecord, DecisionRecord } from '../../../schemas/record.ts';
import { contentDigest, documentKey } from '../../credit-file/facts/identity.ts';
import { employersOn, registrationsOf } from '../../credit-file/facts/registration.ts';
import { type PartyKey, type SubjectKey, subjectText } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { CandidateMatch, MatchStore } from '../../feeds/list.ts';
import { listEntryOf } from '../../feeds/list-entry.ts';
import type { Vault } from '../../runtime/vault.ts';
import { isInstitution } from '../../shared/category.ts';
import { normaliseName } from '../../shared/identifiers.ts';
import { fitsMask } from '../../shared/masks.ts';
import { numberMarksOf } from '../intake/number-marks.ts';

/** A subject that a row known in part may be about. `grounds` speak for it, `against` speak against it. */
export interface Candidate {
  readonly subject: SubjectKey;
  readonly name: string;
  readonly id: string;
  readonly grounds: readonly CandidateGround[];
  readonly against: readonly CandidateGround[];
}

export interface CandidateDeps {
  readonly folders: FolderStore;
  readonly vault: Vault;
}

/**
 * The identity of a row in lists and officers' decisions: its document, the name it mentions, and what is open of the
 * number. Namesakes of one document wait and are decided each for itself.
 */
export const entryOf = (
  record: Pick<CandidateRecord, 'documentNumber' | 'authority'> & {
    subject: Pick<CandidateRecord['subject'], 'name' | 'mask'>;
  },
  vault: Vault,
): string =>
  listEntryOf({
    document: documentKey(record),
    identity: { nameDigest: vault.nameDigest(record.subject.name) },
    numberMarks: numberMarksOf(record, vault),
  });

/**
 * Candidates for the subject of a row known in part: subjects with the same name whose number does not contradict the
 * unmasked characters. There is one candidate per party, because a record concerns all files of the party.
 */
export async function candidatesFor(
  { subject, actOn, decidedOn }: CandidateRecord,
  deps: CandidateDeps,
): Promise<Candidate[]> {
  const { folders, vault } = deps;
  const named = await folders.subjectsNamed(vault.nameDigest(subject.name));
  const parties = new Map(named.map((known) => [known.party, known]));
  const candidates: Candidate[] = [];
  for (const known of parties.values()) {
    const file = await folders.readFile(known);
    if (!file || file.status === 'merged' || file.scheme !== subject.scheme) continue;
    const { name, id } = vault.identify(file.party, file.identity);
    if (subject.mask !== undefined && !fitsMask(subject.mask, id)) continue;
    const others = await relations(file, { subject, on: actOn ?? decidedOn }, deps);
    const isNamed = normaliseName(name) === normaliseName(subject.name);
    candidates.push({
      subject: { category: file.category, party: file.party },
      name,
      id,
      grounds: [
        ...(isNamed ? (['name'] as const) : []),
        ...(subject.mask !== undefined ? (['number'] as const) : []),
        ...others.grounds,
      ],
      against: [...(isNamed ? [] : (['name'] as const)), ...others.against],
    });
  }
  return candidates.sort(
    (a, b) => b.grounds.length - a.grounds.length || (a.subject.party < b.subject.party ? -1 : 1),
  );
}

/** Compares the employer or legal representative that the row mentions with the registry. */
async function relations(
  file: FileState,
  { subject, on }: { subject: CandidateRecord['subject']; on: CandidateRecord['decidedOn'] },
  deps: CandidateDeps,
): Promise<Pick<Candidate, 'grounds' | 'against'>> {
  const said = isInstitution(file.category) ? subject.legalRepresentative : subject.employer;
  const ground = isInstitution(file.category) ? 'legal-representative' : 'employer';
  if (!said) return { grounds: [], against: [] };
  const { facts } = await deps.folders.readFolder(file.party);
  const representative = registrationsOf(facts).get(file.category)?.representative;
  const parties = isInstitution(file.category)
    ? representative
      ? [representative]
      : []
    : [...employersOn(facts, on).keys()];
  const names = (await Promise.all(parties.map((party) => namesOf(party, deps)))).flat();
  if (names.length === 0) return { grounds: [], against: [] };
  const isSame = names.some((name) => normaliseName(said).includes(normaliseName(name)));
  return isSame ? { grounds: [ground], against: [] } : { grounds: [], against: [ground] };
}

async function namesOf(party: PartyKey, { folders, vault }: CandidateDeps): Promise<string[]> {
  const { files } = await folders.readFolder(await homeOf(party, folders));
  return [...files.values()].map((file) => vault.identify(file.party, file.identity).name);
}

/** The record with the number of the chosen subject. The name stays as in the row. */
export function matchedRecord(candidate: CandidateRecord, { id }: Pick<Candidate, 'id'>): DecisionRecord {
  const { category, scheme, name } = candidate.subject;
  return { ...candidate, subject: { scheme, id, name, ...(category && { category }) } };
}

/** A digest of what a row states, independent of its subject. */
export const statementOf = (record: CandidateRecord): string =>
  contentDigest({ ...record, actOn: record.actOn ?? record.decidedOn });

/**
 * What an earlier decision about the same row means now: the chosen subject, or none if the officer chose nobody. If
 * there is a candidate that the officer did not see, the decision no longer applies.
 */
export async function decidedBefore(
  record: CandidateRecord,
  { matches, ...deps }: CandidateDeps & { matches: MatchStore },
): Promise<{ candidates: Candidate[]; chosen?: Candidate | undefined; match?: CandidateMatch | undefined }> {
  const candidates = await candidatesFor(record, deps);
  const match = candidates.length > 0 ? await matches.read(entryOf(record, deps.vault)) : undefined;
  const chosen = candidates.find(({ subject }) => subjectText(subject) === match?.subject);
  return match && (chosen || isNoneOf(match, candidates)) ? { candidates, chosen, match } : { candidates };
}

const isNoneOf = ({ subject, comparedWith }: CandidateMatch, candidates: readonly Candidate[]): boolean =>
  subject === undefined &&
  candidates.every((candidate) => comparedWith.includes(subjectText(candidate.subject)));
