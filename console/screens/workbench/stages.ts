/** What the workbench asks, what is due by a day first, with the right that each needs. */
const questions = [
  ['alarms', undefined],
  ['cases', 'casework:write'],
  ['reviews', 'review:write'],
  ['sources', 'runs:read'],
  ['deliveries', 'deliveries:write'],
  ['held', 'runs:read'],
  ['failed', 'runs:read'],
  ['counts', 'quarantine:write'],
] as const;
export type Question = (typeof questions)[number][0];

/** Requests that are made before anything is shown. */
const firstMost = 3;

/** Which questions a person is asked for at once, and which once the answers to those are shown. */
export function stagesFor(held: ReadonlySet<string>): {
  readonly first: ReadonlySet<Question>;
  readonly all: ReadonlySet<Question>;
} {
  const theirs = questions.flatMap(([name, scope]) => (scope === undefined || held.has(scope) ? name : []));
  return { first: new Set(theirs.slice(0, firstMost)), all: new Set(theirs) };
}
