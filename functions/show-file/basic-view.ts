import { latestArrivalFirst } from '../../lib/credit-file/facts/arrival.ts';
import type { Fact, RegistrationFact } from '../../lib/credit-file/facts/fact.ts';
import { entriesInForce, successionsOf } from '../../lib/credit-file/facts/number-in-force.ts';
import { isRegistration, registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { Particulars, RegistrationRecord } from '../../schemas/record.ts';

type Representative = NonNullable<RegistrationRecord['legalRepresentative']>;

interface BasicViewDeps {
  readonly vault: Vault;
  readonly folders: Pick<FolderStore, 'readFolder'>;
}

/** Basic information (基础信息, Art. 10): who the subject is. Numbers of persons are masked. */
export async function basicView(file: FileState, facts: readonly Fact[], deps: BasicViewDeps) {
  const { vault } = deps;
  const { name, id } = vault.identify(file.party, file.identity);
  const registration = registrationsOf(facts).get(file.category);
  const entries = entriesInForce(facts)
    .filter(({ category }) => category === file.category)
    .sort(latestArrivalFirst);
  const legalRepresentative = await representativeOf(entries, file.party, deps);
  return {
    category: file.category,
    name,
    id: maskedIdentifier(id),
    ...formerIdsOf(facts, { file, id }, vault),
    scheme: file.scheme,
    status: file.status,
    medinsCode: file.medinsCode,
    level: registration?.level,
    division: registration?.division,
    ...particularsOf(entries, file.party, vault),
    ...(legalRepresentative && { legalRepresentative }),
  };
}

/** Numbers under which the institution went before (曾用统一社会信用代码), the first one first. */
function formerIdsOf(
  facts: readonly Fact[],
  { file, id }: { file: FileState; id: string },
  vault: Vault,
): { formerIds?: string[] } {
  if (successionsOf(facts, file.category).length === 0) return {};
  const ids = facts
    .filter(isRegistration)
    .filter(({ category, scheme }) => category === file.category && scheme === 'uscc')
    .sort(latestArrivalFirst)
    .map(({ identity }) => vault.identify(file.party, identity).id);
  return {
    formerIds: [...new Set(ids.reverse())].filter((one) => one !== id).map((one) => maskedIdentifier(one)),
  };
}

/** What the registry said last of each particular. `entries`: the latest first. */
const particularsOf = (entries: readonly RegistrationFact[], party: PartyKey, vault: Vault): Particulars =>
  Object.assign(
    {},
    ...entries
      .flatMap(({ particulars }) => particulars ?? [])
      .map(({ sealed }) => JSON.parse(vault.open(sealed, party)) as Particulars)
      .reverse(),
  );

/**
 * The legal representative that the registry named last. An entry of an earlier release has only the person's key: then
 * name and number come from the person's own file, if there is one.
 */
async function representativeOf(
  entries: readonly RegistrationFact[],
  party: PartyKey,
  { vault, folders }: BasicViewDeps,
): Promise<{ name?: string; id?: string } | undefined> {
  const entry = entries.find(
    ({ representative, representativeIdentity }) => representative ?? representativeIdentity,
  );
  if (entry?.representativeIdentity) {
    const { name, residentId } = JSON.parse(
      vault.open(entry.representativeIdentity, party),
    ) as Representative;
    return { ...(name && { name }), ...(residentId && { id: maskedIdentifier(residentId) }) };
  }
  if (!entry?.representative) return undefined;
  const [own] = (await folders.readFolder(entry.representative)).files.values();
  if (!own) return undefined;
  const { name, id } = vault.identify(own.party, own.identity);
  return { name, id: maskedIdentifier(id) };
}
