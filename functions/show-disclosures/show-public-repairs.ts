import { askedPrefecture } from '../../lib/application/cases/prefecture-query.ts';
import { type OpenedCase, readCase } from '../../lib/application/cases/resolve-case.ts';
import { type WaitingCase, waitingCases } from '../../lib/application/cases/waiting-cases.ts';
import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import { decisionsOf } from '../../lib/credit-file/facts/decision-state.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { isInstitution } from '../../lib/shared/category.ts';
import { liesIn } from '../../lib/shared/division.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { WaitingStore } from '../../lib/store/waiting-store.ts';
import type { PublicRepair } from '../../schemas/disclosures.ts';

export interface ShowPublicRepairsDeps {
  readonly folders: FolderStore;
  readonly waiting: Pick<WaitingStore, 'list'>;
  readonly vault: Vault;
  readonly clock: () => Date;
}

const lookupsAtOnce = 10;

/** Repairs in public notice (公示, Art. 31), so that anybody can object to them; the first to end first. */
export async function showPublicRepairs(
  asked: string | undefined,
  deps: ShowPublicRepairsDeps,
): Promise<PublicRepair[]> {
  const prefecture = askedPrefecture(asked);
  const open = (await Array.fromAsync(waitingCases(deps.waiting))).filter(({ fact }) => isRepair(fact));
  const views: PublicRepair[] = [];
  for (let start = 0; start < open.length; start += lookupsAtOnce) {
    const some = open.slice(start, start + lookupsAtOnce);
    const found = await Promise.all(some.map((entry) => viewOf(entry, deps)));
    views.push(...found.filter((view) => view !== undefined));
  }
  return views
    .filter(({ division }) => liesIn(division, prefecture))
    .sort((a, b) => (a.noticeUntil.on < b.noticeUntil.on ? -1 : a.noticeUntil.on > b.noticeUntil.on ? 1 : 0));
}

/** The first letter of the key of a repair's facts. */
const isRepair = (fact: string): boolean => fact.startsWith('K');

async function viewOf(
  { party, fact }: WaitingCase,
  { folders, vault, clock }: ShowPublicRepairsDeps,
): Promise<PublicRepair | undefined> {
  const opened = await readCase(party, fact, { store: folders, clock });
  const { one, folder } = opened;
  if (one?.kind !== 'repair' || !isInNotice(one) || !one.notice) return undefined;
  const { category } = one.fact;
  const registration = registrationsOf(folder.facts).get(category);
  if (!registration) return undefined;
  const { name, id } = vault.identify(folder.party, registration.identity);
  const { on, provisional } = one.notice;
  return {
    category,
    ...(isInstitution(category) ? { name, id } : { name: maskedName(name), id: maskedIdentifier(id) }),
    ...(registration.division && { division: registration.division }),
    decisions: publicDecisions(one, opened),
    grantedOn: one.notice.from,
    noticeUntil: { on, provisional },
  };
}

const isInNotice = ({ state }: Repair): boolean => state === 'in-notice' || state === 'notice-contested';

/** Documents of restricted use are not named to the public; nor are those of persons that count for an institution. */
function publicDecisions({ fact }: Repair, { folder }: OpenedCase): PublicRepair['decisions'] {
  const restricted = new Set(
    decisionsOf(folder.facts)
      .filter(({ usage }) => usage === 'restricted')
      .map(({ key }) => key),
  );
  return fact.decisions
    .filter((decision) => !restricted.has(decision.fact) && decision.person === undefined)
    .map(({ documentNumber, authority, decidedOn }) => ({ documentNumber, authority, decidedOn }));
}

/** The first character of a person's name, and a star for each other one. */
const maskedName = (name: string): string => {
  const [first = '', ...rest] = name;
  return first + '*'.repeat(rest.length);
};
