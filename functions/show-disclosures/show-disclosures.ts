import { askedPrefecture } from '../../lib/application/cases/prefecture-query.ts';
import { exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { publicityOf } from '../../lib/credit-file/projection/disclosure.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import {
  type CyclePolicy,
  type ProjectedCycle,
  projectCycles,
} from '../../lib/credit-file/projection/project-cycles.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Scorer } from '../../lib/credit-file/projection/scorer.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { isGraded } from '../../lib/shared/category.ts';
import type { Day } from '../../lib/shared/day.ts';
import { liesIn } from '../../lib/shared/division.ts';
import type { DisclosureView } from '../../schemas/disclosures.ts';

export interface ShowDisclosuresDeps {
  readonly folders: Pick<FolderStore, 'disclosed' | 'readFolder'>;
  readonly vault: Vault;
  readonly today: Day;
  readonly scorer: Scorer;
  readonly policy: CyclePolicy;
  /** Results that this host has worked out, by file and version: the list is open to everybody, and asked often. */
  readonly known?: Map<string, readonly PublicResult[]>;
}

type PublicResult = Pick<
  DisclosureView,
  'cycle' | 'state' | 'score' | 'from' | 'until' | 'vetoed' | 'decisions'
>;

const knownMost = 5000;

const lookupsAtOnce = 10;

/**
 * Institutions whose dishonesty information is public (失信信息公开, Art. 26 (1)), latest first: each result of E for three
 * years, and only while the result is E. So an institution is listed once for each.
 */
export async function showDisclosures(
  asked: string | undefined,
  deps: ShowDisclosuresDeps,
): Promise<DisclosureView[]> {
  const prefecture = askedPrefecture(asked);
  const subjects = await deps.folders.disclosed();
  const views: DisclosureView[] = [];
  for (let start = 0; start < subjects.length; start += lookupsAtOnce) {
    const some = subjects.slice(start, start + lookupsAtOnce);
    const found = await Promise.all(some.map((subject) => viewsOf(subject, deps)));
    views.push(...found.flat());
  }
  return views
    .filter(({ division }) => liesIn(division, prefecture))
    .sort((a, b) => (a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? 1 : -1));
}

async function viewsOf(
  { party, category }: SubjectKey,
  deps: ShowDisclosuresDeps,
): Promise<DisclosureView[]> {
  const { folders, vault, today } = deps;
  const folder = await folders.readFolder(party);
  const file = folder.files.get(category);
  if (!file || !isPublic(file, today)) return [];
  const { name, id } = vault.identify(party, file.identity);
  const division = registrationsOf(folder.facts).get(category)?.division;
  const institution = { category, name, id, ...(division && { division }), grade: 'E' as const };
  return knownResults(folder, file, deps).map((result) => ({ ...institution, ...result }));
}

function knownResults(folder: Folder, file: PublicFile, deps: ShowDisclosuresDeps): readonly PublicResult[] {
  const { known = new Map<string, readonly PublicResult[]>(), today } = deps;
  const key = [file.category, file.party, file.version, today].join('/');
  const results = known.get(key) ?? resultsOf(folder, file, deps);
  if (known.size >= knownMost) known.clear();
  known.set(key, results);
  return results;
}

/**
 * The public results as they stand corrected: whether a veto set the grade (without it, 97.00 beside E reads like a
 * mistake), and the decisions that counted. The first is the one that the file names.
 */
function resultsOf(
  { facts, links }: Folder,
  { category, disclosure }: PublicFile,
  { today, scorer, policy }: ShowDisclosuresDeps,
): PublicResult[] {
  if (!isGraded(category)) return [{ ...disclosure, vetoed: false, decisions: [] }];
  const { inForce: excluded } = exclusionsOf(facts, category, today);
  const projected = projectCycles(facts, links, { category, today, scorer, policy, excluded });
  const sources = { facts, category, scorer, today, book: policy.book };
  const { disclosures: all } = publicityOf(projected, sources);
  const earlier = all.filter(({ cycle }) => cycle !== disclosure.cycle);
  return [disclosure, ...earlier].map(({ cycle, state, score, from, until }) => {
    const result = [...projected.published, ...projected.open].find((one) => one.cycle === cycle);
    const decisions = result ? publicDecisions(result) : [];
    return { cycle, state, score, from, until, vetoed: result?.sheet.vetoed ?? false, decisions };
  });
}

/** Each document once for each indicator. A measured value, a bonus and good history are no dishonesty. */
function publicDecisions({ evidence, sheet }: ProjectedCycle): DisclosureView['decisions'] {
  const names = new Map(
    sheet.lines.filter(({ rule }) => rule !== 'bonus').map(({ indicator, name }) => [indicator, name]),
  );
  const found = evidence.flatMap(({ indicator, value, cause }) => {
    const matter = names.get(indicator);
    const isPublic = !cause.isRestricted && cause.via === undefined && value === undefined;
    if (!isPublic || matter === undefined) return [];
    const { document: documentNumber, authority, decidedOn } = cause;
    return [{ documentNumber, authority, decidedOn, matter }];
  });
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

type PublicFile = FileState & { readonly disclosure: NonNullable<FileState['disclosure']> };

const isPublic = (file: FileState, today: Day): file is PublicFile =>
  file.status !== 'merged' && file.disclosure !== undefined && today < file.disclosure.until;
