import type { Sealed, SubjectKey } from '../credit-file/facts/subject.ts';
import {
  type Folder,
  type ProjectedFile,
  type ProjectionPolicy,
  projectFolder,
} from '../credit-file/projection/project-folder.ts';
import type { Scorer } from '../credit-file/projection/scorer.ts';
import { type PolicyEntry, shippedBook } from '../regulation/policy.ts';
import type { Parameter } from '../regulation/policy-parameters.ts';
import { type Day, dayOf, startOf } from '../shared/day.ts';
import { type Counts, type Problems, sumOfCounts, sumOfProblems, withProblem } from './counts.ts';
import type { PolicyChange } from './evaluation.ts';

/** What a value of a policy parameter would change in the files, in numbers. Reports of shards add up. */
export interface ChangeReport extends Problems {
  readonly subjects: number;
  /** `<kind>/<what>` → files, where kind is a grade, a sanction, a disclosure or a published result. */
  readonly effects: Counts;
  /** Files that change; the first ones by key. */
  readonly changed: number;
  readonly examples: readonly ChangedFile[];
}

export interface ChangedFile {
  readonly subject: SubjectKey;
  readonly sealed: Sealed;
  readonly effects: readonly string[];
}

export const emptyChangeReport: ChangeReport = {
  subjects: 0,
  effects: {},
  changed: 0,
  examples: [],
  problems: 0,
  problemSubjects: [],
};

const examplesShown = 100;

/** The policy as if a value were released. */
const withChange = (policy: ProjectionPolicy, change: PolicyChange): ProjectionPolicy => {
  const book = policy.book ?? shippedBook;
  const entry: PolicyEntry = { ...change, releasedAt: '9999' };
  return { ...policy, book: { ...book, entries: [...book.entries, entry] } };
};

/** The first moment at which a value can change something: now, or the beginning of its first day. */
const changeSeenAt = ({ from }: PolicyChange, now: Date): Date => (from > dayOf(now) ? startOf(from) : now);

export interface ChangeOptions {
  readonly change: PolicyChange;
  readonly policy: ProjectionPolicy;
  readonly scorer: Scorer;
  readonly now: Date;
}

/** The report with the files of one more folder. */
export function withFolder(report: ChangeReport, folder: Folder, options: ChangeOptions): ChangeReport {
  const { change, policy, scorer } = options;
  const now = changeSeenAt(change, options.now);
  try {
    const before = projectFolder(folder, { now, scorer, policy });
    const after = projectFolder(folder, { now, scorer, policy: withChange(policy, change) });
    return before.reduce((sum, file, index) => withFile(sum, folder, file, after[index]), report);
  } catch (error) {
    const subject = {
      party: folder.party,
      category: [...folder.files.keys()][0] ?? 'insured-person',
    } as const;
    return withProblem(report, subject, error instanceof Error ? error.message : String(error));
  }
}

function withFile(
  report: ChangeReport,
  { party }: Folder,
  { file: before }: ProjectedFile,
  after: ProjectedFile | undefined,
): ChangeReport {
  const effects = after ? effectsOf(before, after.file) : [];
  const counted = { ...report, subjects: report.subjects + 1 };
  if (effects.length === 0) return counted;
  const example: ChangedFile = {
    subject: { party, category: before.category },
    sealed: before.identity.sealed,
    effects,
  };
  return {
    ...counted,
    changed: report.changed + 1,
    effects: sumOfCounts(report.effects, Object.fromEntries(effects.map((effect) => [effect, 1]))),
    examples: [...report.examples, example].slice(0, examplesShown),
  };
}

type State = ProjectedFile['file'];

/** What differs between two projections of a file. */
function effectsOf(before: State, after: State): string[] {
  const [was, is] = [before.gradeInForce, after.gradeInForce];
  const told = (state: State): string[] =>
    state.sanctions.map(({ kind, from, until }) => `${kind} ${from} ${until ?? ''}`);
  const kinds = (state: State): string[] => state.sanctions.map(({ kind }) => kind);
  const begun = kinds(after).filter((kind) => !kinds(before).includes(kind));
  const ended = kinds(before).filter((kind) => !kinds(after).includes(kind));
  const isMoved = begun.length + ended.length === 0 && String(told(before)) !== String(told(after));
  return [
    ...(was?.grade === is?.grade ? [] : [`grade/${was?.grade ?? '-'}/${is?.grade ?? '-'}`]),
    ...(was?.grade === is?.grade && was?.score !== is?.score ? ['score/moved'] : []),
    ...begun.map((kind) => `${kind}/begun`),
    ...ended.map((kind) => `${kind}/ended`),
    ...(isMoved ? [`${kinds(after)[0]}/moved`] : []),
    ...(before.disclosure && !after.disclosure ? ['disclosure/ended'] : []),
    ...(!before.disclosure && after.disclosure ? ['disclosure/begun'] : []),
    ...(isPublicOtherwise(before, after) ? ['disclosure/moved'] : []),
    ...(publishedOf(before) === publishedOf(after) ? [] : ['published-result/changed']),
  ];
}

const isPublicOtherwise = ({ disclosure: was }: State, { disclosure: is }: State): boolean =>
  was !== undefined && is !== undefined && (was.from !== is.from || was.until !== is.until);

const publishedOf = ({ published = [] }: State): string =>
  published.map(({ cycle, score, grade }) => `${cycle} ${score} ${grade}`).join();

/** The sum of two reports. */
export const withChangeReport = (a: ChangeReport, b: ChangeReport): ChangeReport => ({
  subjects: a.subjects + b.subjects,
  changed: a.changed + b.changed,
  effects: sumOfCounts(a.effects, b.effects),
  examples: [...a.examples, ...b.examples].slice(0, examplesShown),
  ...sumOfProblems(a, b),
});

/** Why a value cannot begin on a day; undefined if it can. */
export function beginFault(
  { from }: Pick<PolicyChange, 'from'>,
  {
    holdsFor,
    isOfSanction,
    today,
    published,
  }: Pick<Parameter, 'holdsFor' | 'isOfSanction'> & { today: Day; published: readonly number[] },
): string | undefined {
  if (holdsFor === 'day')
    return from < today ? `from must be ${today} or later: nothing is decided for the past.` : undefined;
  if (!from.endsWith('-01-01')) return 'from must be 1 January: the value holds for whole cycles.';
  if (isOfSanction && from <= today)
    return 'from must be a later year: nobody is sanctioned by a rule that was made afterwards.';
  const year = Number(from.slice(0, 4));
  const last = Math.max(0, ...published);
  return year <= last ? `The results of ${last} are published: from must be a later year.` : undefined;
}
