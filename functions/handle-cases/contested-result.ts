import type { NamedDecision, ObjectionContent } from '../../lib/credit-file/cases/case-fact.ts';
import { exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState, GradeInForce, PublishedGrade } from '../../lib/credit-file/projection/file-state.ts';
import { projectCycles } from '../../lib/credit-file/projection/project-cycles.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { historyOf } from '../../lib/credit-file/projection/result-history.ts';
import type { SheetBody } from '../../lib/credit-file/projection/sheet-body.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { isGraded } from '../../lib/shared/category.ts';
import { dayOf, laterOf } from '../../lib/shared/day.ts';
import type { CaseDeps } from './case-deps.ts';

/** What an objection contests (Art. 19): a published result, or the interim grade in force. */
export interface ContestedResult {
  readonly contests: ObjectionContent['contests'];
  /** Sheets in which the result stands as it is now: one objection to any of them is an objection to it. */
  readonly sheets: readonly string[];
}

interface Asked {
  readonly cycle?: number | undefined;
  readonly decisions: readonly NamedDecision[];
}

interface OfFile {
  readonly file: FileState & { readonly gradeInForce: GradeInForce };
  readonly folder: Folder;
}

/**
 * The contested result: of the cycle that the request names; else the one in which a named decision counts; else the
 * grade in force. The term of a published result runs from its publication, or from the day on which it was corrected
 * for the worse.
 * @throws Problem 404 for a year without a result
 */
export async function contestedResult(asked: Asked, of: OfFile, deps: CaseDeps): Promise<ContestedResult> {
  const { gradeInForce, published = [] } = of.file;
  const cycle = asked.cycle ?? cycleOf(asked.decisions, of, deps) ?? gradeInForce.cycle;
  const result = published.find((one) => one.cycle === cycle);
  if (result) return publishedResult(result, of.file, deps);
  if (cycle !== gradeInForce.cycle) throw unknownResult(cycle, of.file);
  const { sheet, grade, evaluatedOn } = gradeInForce;
  return { contests: { cycle, grade, sheet, madeKnownOn: evaluatedOn }, sheets: [sheet] };
}

async function publishedResult(
  result: PublishedGrade,
  file: OfFile['file'],
  { folders }: CaseDeps,
): Promise<ContestedResult> {
  const { cycle, grade, publishedOn } = result;
  const { sheet } = file.gradeInForce;
  const { standsIn, worsenedOn } = await historyOf(result, sheetsOf(file, folders));
  const madeKnownOn = worsenedOn ? laterOf(publishedOn, worsenedOn) : publishedOn;
  return { contests: { cycle, grade, sheet, madeKnownOn }, sheets: [sheet, ...standsIn] };
}

async function* sheetsOf(file: OfFile['file'], folders: Pick<FolderStore, 'readSheet'>) {
  for (let hash: string | null = file.gradeInForce.sheet; hash; ) {
    const text = await folders.readSheet(file, hash);
    if (!text) return;
    const body = JSON.parse(text) as SheetBody;
    yield { hash, body };
    hash = body.previous;
  }
}

/** The cycle in which a named decision counts: that of the grade in force first, then the latest published one. */
function cycleOf(
  decisions: readonly NamedDecision[],
  { file, folder }: OfFile,
  { ports, runtime }: CaseDeps,
): number | undefined {
  const { category, gradeInForce } = file;
  if (decisions.length === 0 || !isGraded(category)) return undefined;
  const today = dayOf(runtime.clock());
  const { facts, links } = folder;
  const { inForce: excluded } = exclusionsOf(facts, category, today);
  const { scorer, policy } = ports;
  const { published, open } = projectCycles(facts, links, { category, today, scorer, policy, excluded });
  const named = new Set(decisions.map(({ fact }) => fact));
  const counting = [...published, ...open]
    .filter(({ cycle, state }) => state === 'published' || cycle === gradeInForce.cycle)
    .filter(({ evidence }) => evidence.some(({ cause }) => named.has(cause.fact)))
    .map(({ cycle }) => cycle);
  return counting.includes(gradeInForce.cycle) ? gradeInForce.cycle : counting.at(-1);
}

function unknownResult(cycle: number, { published = [], gradeInForce }: OfFile['file']): Problem {
  const known = [...new Set([...published.map((one) => one.cycle), gradeInForce.cycle])].join(', ');
  return new Problem(
    404,
    'unknown-result',
    `The subject has no result of ${cycle} that could be contested. There are results of ${known}.`,
  );
}
