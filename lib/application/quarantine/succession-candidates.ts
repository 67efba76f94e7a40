import type { CandidateGround } from '../../../schemas/reasons/candidates.ts';
import type { RegistrationRecord } from '../../../schemas/record.ts';
import { registrationsOf } from '../../credit-file/facts/registration.ts';
import { type AskedSuccession, stillAsked } from '../../credit-file/succession.ts';
import type { QuarantinedRow } from '../../feeds/quarantine.ts';
import { normaliseName } from '../../shared/identifiers.ts';
import { registrationEntry } from '../intake/facts.ts';
import type { Candidate, CandidateDeps } from './candidates.ts';
import { arrivalOf } from './resolve-row.ts';

/** What a waiting row of the registry still asks; undefined once it is decided. */
export function askedNow(
  registration: RegistrationRecord,
  row: QuarantinedRow,
  { folders, vault }: CandidateDeps,
): Promise<AskedSuccession | undefined> {
  const { party, entry } = registrationEntry(registration, arrivalOf(row), vault);
  return stillAsked(party, entry, folders);
}

/** The institution whose file a row of the registry may continue; none once that is decided. */
export async function successionCandidates(
  registration: RegistrationRecord,
  row: QuarantinedRow,
  deps: CandidateDeps,
): Promise<Candidate[]> {
  const { folders, vault } = deps;
  const asked = await askedNow(registration, row, deps);
  if (!asked) return [];
  const { category } = registration.subject;
  const { facts } = await folders.readFolder(asked.of);
  const known = registrationsOf(facts).get(category);
  if (!known) return [];
  const { name, id } = vault.identify(asked.of, known.identity);
  const representative = registration.legalRepresentative?.residentId;
  const represents = representative === undefined ? undefined : vault.partyKey('resident-id', representative);
  const compared: [CandidateGround, boolean | undefined][] = [
    [asked.ground, true],
    ['name', normaliseName(name) === normaliseName(registration.subject.name)],
    ['legal-representative', represents && known.representative && represents === known.representative],
  ];
  const where = (is: boolean): CandidateGround[] =>
    compared.filter(([, agrees]) => agrees === is).map(([ground]) => ground);
  return [{ subject: { category, party: asked.of }, name, id, grounds: where(true), against: where(false) }];
}
