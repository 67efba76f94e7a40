import type { RowFinding } from '../../schemas/record.ts';
import { holderOn } from './facts/code-holder.ts';
import type { AliasFact, RegistrationFact } from './facts/fact.ts';
import { numberOf, successionsOf } from './facts/number-in-force.ts';
import { isRegistration } from './facts/registration.ts';
import type { PartyKey } from './facts/subject.ts';
import { homeOf } from './home-of.ts';
import type { FolderStore } from './ports.ts';
import type { Folder } from './projection/project-folder.ts';
import type { IntakePorts } from './projection-ports.ts';
import type { RegistrationEntry } from './registration-entry.ts';

/** A registry entry that may continue the file of `of`: an officer says whether it does (承继). */
export interface AskedSuccession {
  readonly kind: 'asked';
  readonly of: PartyKey;
  /** Another institution holds the code; or the number is one under which the file of `of` went before. */
  readonly ground: 'medins-code' | 'former-number';
  /** How often the file has changed its number: after a further change the question is another one. */
  readonly round: number;
}

/** Why the row of such an entry waits. */
export const successionCandidate: RowFinding = {
  code: 'succession-candidate',
  message:
    'The file of another USCC holds this medical-insurance code or number. An officer says whether it goes on under this USCC.',
};

type Reads = Pick<FolderStore, 'aliasesOf' | 'readFolder'>;

/**
 * What a registry entry asks, given the folder that its number leads to: an institution whose USCC the registry does not
 * know comes with the code of another one of its category; or an institution comes under a number that it had before. An
 * entry that the institution has left asks nothing. Undefined: nothing, or no more.
 */
export async function askedBy(
  party: PartyKey,
  { fact, alias }: RegistrationEntry,
  { folder, store }: { folder: Pick<Folder, 'party' | 'facts'>; store: Reads },
): Promise<AskedSuccession | undefined> {
  if (fact.scheme !== 'uscc' || fact.status === 'left') return undefined;
  const { category, origin } = fact;
  const known = folder.facts.filter(isRegistration);
  if (known.length > 0) {
    if (!known.some((entry) => entry.category === category)) return undefined;
    const number = party === folder.party ? undefined : party;
    const holding = [numberOf(folder.facts, category), numberOf(folder.facts, category, origin.receivedAt)];
    if (holding.includes(number)) return undefined;
    const round = successionsOf(folder.facts, category).length;
    return { kind: 'asked', of: folder.party, ground: 'former-number', round };
  }
  const holder = alias && holderOn(await store.aliasesOf(alias.code));
  if (holder === undefined || holder === party) return undefined;
  const of = await homeOf(holder, store);
  const { facts } = await store.readFolder(of);
  return facts.some((other) => isRegistration(other) && other.category === category)
    ? { kind: 'asked', of, ground: 'medins-code', round: successionsOf(facts, category).length }
    : undefined;
}

/** The same question for an entry that waits, as things stand now. */
export async function stillAsked(
  party: PartyKey,
  entry: RegistrationEntry,
  store: Reads,
): Promise<AskedSuccession | undefined> {
  if (entry.fact.scheme !== 'uscc') return undefined;
  return askedBy(party, entry, { folder: await store.readFolder(await homeOf(party, store)), store });
}

/** The fact that a number leads to the file of a party. */
export const aliasOf = (party: PartyKey, { origin }: Pick<RegistrationFact, 'origin'>): AliasFact => ({
  type: 'alias',
  key: `A.${party}`,
  origin,
  of: party,
});

/**
 * The file of `former` goes on under the number of `party`, from the day of the entry on, and the number leads to it for
 * ever. The entry is taken afterwards; that moves what came under the number before. Every step can be done again.
 */
export async function goOnUnder(
  party: PartyKey,
  { former, entry }: { former: PartyKey; entry: RegistrationEntry },
  { store }: Pick<IntakePorts, 'store'>,
): Promise<void> {
  const { origin, category } = entry.fact;
  if (party !== former) await store.addFact(party, aliasOf(former, entry.fact));
  await store.addFact(former, {
    type: 'succession',
    key: `S.${category}.${party}.${origin.receivedAt}`,
    origin,
    category,
    ...(party !== former && { number: party }),
  });
}
