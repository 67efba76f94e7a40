import type { Day } from '../shared/day.ts';
import { holderOn } from './facts/code-holder.ts';
import type { PartyKey } from './facts/subject.ts';
import type { FolderStore } from './ports.ts';

/** The party that holds a medical-insurance code on a day (without a day: now); the party itself for anything else. */
export const homeOf = async (
  party: PartyKey,
  store: Pick<FolderStore, 'aliasesOf'>,
  on?: Day,
): Promise<PartyKey> => holderOn(await store.aliasesOf(party), on) ?? party;
