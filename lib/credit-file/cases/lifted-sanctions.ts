import type { Category } from '../../shared/category.ts';
import type { CaseFact } from '../facts/fact.ts';
import { type Folder, type ProjectionOptions, projectFolder } from '../projection/project-folder.ts';
import type { Sanction, SanctionKind } from '../projection/sanctions.ts';
import { withFacts } from '../save-projection.ts';

/** Sanctions of a file in force that would end, or end sooner, were the fact there: such a decision takes four eyes. */
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
