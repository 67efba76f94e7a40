import { registrationsOf } from '../../credit-file/facts/registration.ts';
import type { Folder } from '../../credit-file/projection/project-folder.ts';
import type { Category } from '../../shared/category.ts';

/** The division of a case: that of its subject when it was filed, or now if it was not known then. */
export const caseDivision = (
  { division, category }: { readonly division?: string | undefined; readonly category: Category },
  { facts }: Pick<Folder, 'facts'>,
): string | undefined => division ?? registrationsOf(facts).get(category)?.division;
