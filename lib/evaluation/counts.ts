import type { SubjectKey } from '../credit-file/facts/subject.ts';

/** Numbers by name, and subjects that could not be worked out: parts of the reports that shards add up. */
export type Counts = Readonly<Record<string, number>>;

export function sumOfCounts(a: Counts, b: Counts): Record<string, number> {
  const total: Record<string, number> = { ...a };
  for (const [key, count] of Object.entries(b)) total[key] = (total[key] ?? 0) + count;
  return total;
}

export interface Problems {
  readonly problems: number;
  /** Only the first problems. */
  readonly problemSubjects: readonly { readonly subject: SubjectKey; readonly message: string }[];
}

const problemsShown = 20;

/** Adds a subject that could not be worked out. A rehearsal with such a subject cannot be released. */
export const withProblem = <R extends Problems>(report: R, subject: SubjectKey, message: string): R => ({
  ...report,
  problems: report.problems + 1,
  problemSubjects: [...report.problemSubjects, { subject, message }].slice(0, problemsShown),
});

export const sumOfProblems = (a: Problems, b: Problems): Problems => ({
  problems: a.problems + b.problems,
  problemSubjects: [...a.problemSubjects, ...b.problemSubjects].slice(0, problemsShown),
});
