import type { Category } from '../../shared/category.ts';
import type { CaseFact } from '../facts/fact.ts';
import { type Folder, type ProjectionOptions, projectFolder } from '../projection/project-folder.ts';
import type { Sanction, SanctionKind } from '../projection/sanctions.ts';
import { withFacts } from '../save-projection.ts';

/**
 * Sanctions in force that would end, or end sooner, if the fact were added. Such a decision needs a second officer.
 */
export function sanctionsLiftedBy(
  fact: CaseFact,
  { folder, category }: { folder: Folder; category: Category },
  options: ProjectionOptions,
): SanctionKind[] {
  const sanctionsIn = (known: Folder): readonly Sanction[] =>
    projectFolder(known, options).find(({ file }) => file.category === category)?.file.sanctions ?? [];
  const after = sanctionsIn(withFacts(folder, [fact]));
  return sanctionsIn(folder)
    .filter((before) => !after.some((then) => isNoLess(then, before)))
    .map(({ kind }) => kind);
}

const isNoLess = (then: Sanction, before: Sanction): boolean =>
  then.kind === before.kind &&
  (then.until === undefined || (before.until !== undefined && then.until >= before.until));
