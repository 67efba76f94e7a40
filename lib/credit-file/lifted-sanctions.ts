import { addDays, type Day, dayOf } from '../shared/day.ts';
import type { Fact } from './facts/fact.ts';
import { type Folder, type ProjectionOptions, projectFolder } from './projection/project-folder.ts';
import type { Sanction, SanctionKind } from './projection/sanctions.ts';
import { withFacts } from './save-projection.ts';

/**
 * Sanctions in force of a party that would end, or end sooner, if the facts were added. Looks at them alone, and
 * together with every repair that is granted and not yet in effect: two decisions that are harmless one by one may lift
 * a sanction together. Such an act needs a second officer.
 */
export function sanctionsLiftedBy(
  facts: readonly Fact[],
  folder: Folder,
  options: ProjectionOptions,
): SanctionKind[] {
  const today = dayOf(options.now);
  const effective = facts.map((fact) => inEffect(fact, today));
  const granted = { ...folder, facts: folder.facts.map((fact) => inEffect(fact, today)) };
  return [
    ...new Set([
      ...lifted(folder, withFacts(folder, effective), options),
      ...lifted(granted, withFacts(granted, effective), options),
    ]),
  ];
}

/** A granted repair as if its public notice were over. */
export const inEffect = <F extends Fact>(fact: F, today: Day): F =>
  (fact.type === 'repair-decision' || fact.type === 'refusal-ruling') &&
  fact.notice &&
  fact.notice.on >= today
    ? { ...fact, notice: { ...fact.notice, on: addDays(today, -1) } }
    : fact;

function lifted(before: Folder, after: Folder, options: ProjectionOptions): SanctionKind[] {
  const then = sanctionsIn(after, options);
  return [...sanctionsIn(before, options)].flatMap(([category, sanctions]) =>
    sanctions
      .filter((sanction) => !then.get(category)?.some((other) => isNoLess(other, sanction)))
      .map(({ kind }) => kind),
  );
}

/** A merged file has none at the receivers: its code went to another subject. */
const sanctionsIn = (folder: Folder, options: ProjectionOptions): ReadonlyMap<string, readonly Sanction[]> =>
  new Map(
    projectFolder(folder, options).map(({ file }) => [
      file.category,
      file.status === 'merged' ? [] : file.sanctions,
    ]),
  );

const isNoLess = (then: Sanction, before: Sanction): boolean =>
  then.kind === before.kind &&
  (then.until === undefined || (before.until !== undefined && then.until >= before.until));
