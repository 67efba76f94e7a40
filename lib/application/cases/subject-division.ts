import type { Fact } from '../../credit-file/facts/fact.ts';
import { principalEmployerOn, registrationsOf } from '../../credit-file/facts/registration.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import { type Category, isInstitution, isStaff } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';

export type DivisionPorts = Pick<FolderStore, 'readFolder' | 'aliasesOf'>;

/** The division of a subject by the facts of its party; undefined: the region's. */
export type DivisionOf = (facts: readonly Fact[], category: Category) => Promise<string | undefined>;

/**
 * Works out divisions on a day (Art. 6): that of the registry entry; of staff without one, that of the principal employer
 * of the day. Each employer is read once.
 */
export function createDivisionOf(folders: DivisionPorts, today: Day): DivisionOf {
  const known = new Map<PartyKey, Promise<string | undefined>>();
  const ofEmployer = (employer: PartyKey): Promise<string | undefined> => {
    const division = known.get(employer) ?? divisionOfInstitution(employer, folders);
    known.set(employer, division);
    return division;
  };
  return async (facts, category) => {
    const own = registrationsOf(facts).get(category)?.division;
    if (own || !isStaff(category)) return own;
    const employer = principalEmployerOn(facts, today, category);
    return employer && ofEmployer(employer);
  };
}

async function divisionOfInstitution(party: PartyKey, folders: DivisionPorts): Promise<string | undefined> {
  const { facts } = await folders.readFolder(await homeOf(party, folders));
  return [...registrationsOf(facts).values()].find(
    ({ category, division }) => isInstitution(category) && division,
  )?.division;
}
