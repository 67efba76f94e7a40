import type { Category } from '../shared/category.ts';
import { dayOf } from '../shared/day.ts';
import type { Fact } from './facts/fact.ts';
import { inEffect, sanctionsLiftedBy } from './lifted-sanctions.ts';
import type { FileState } from './projection/file-state.ts';
import { type Folder, type ProjectionOptions, projectFolder } from './projection/project-folder.ts';
import type { SanctionKind } from './projection/sanctions.ts';
import { withFacts } from './save-projection.ts';

/** A file as it is and as it would be. Equal where nothing of it changes. */
interface FileChange {
  readonly category: Category;
  readonly before: FileState;
  readonly after: FileState;
}

/** What facts would change in the files of a party, and the sanctions in force that they would end or shorten. */
export interface Changes {
  readonly files: readonly FileChange[];
  readonly lifts: readonly SanctionKind[];
}

/**
 * What would become of the files of a party if the facts were added now, a granted repair as if its public notice were
 * over. Nothing is written. Files of other parties that the facts reach (an institution through its staff) are not
 * projected.
 */
export function changesBy(facts: readonly Fact[], folder: Folder, options: ProjectionOptions): Changes {
  const effective = facts.map((fact) => inEffect(fact, dayOf(options.now)));
  const then = new Map(filesOf(withFacts(folder, effective), options));
  return {
    files: filesOf(folder, options).flatMap(([category, before]) => {
      const after = then.get(category);
      return after ? [{ category, before, after }] : [];
    }),
    lifts: sanctionsLiftedBy(facts, folder, options),
  };
}

const filesOf = (folder: Folder, options: ProjectionOptions): [Category, FileState][] =>
  projectFolder(folder, options).map(({ file }) => [file.category, file]);
