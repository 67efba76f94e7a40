import { type Day, dayOf } from '../../shared/day.ts';
import { latestArrivalFirst } from './arrival.ts';
import type { AliasFact, Fact } from './fact.ts';
import type { PartyKey } from './subject.ts';

export const isAlias = (fact: Fact): fact is AliasFact => fact.type === 'alias';

const heldFrom = ({ origin }: AliasFact): Day => dayOf(new Date(origin.receivedAt));

/**
 * Holders of a medical-insurance code (医保编码), first one first, each from the day on which the registry said so. Of
 * several entries of one day the last one counts: the others were corrected.
 */
function holdersOf(aliases: readonly AliasFact[]): readonly AliasFact[] {
  const inOrder = [...aliases].sort(latestArrivalFirst).reverse();
  return inOrder.filter((alias, index) => {
    const next = inOrder[index + 1];
    return next === undefined || heldFrom(next) > heldFrom(alias);
  });
}

/**
 * The party that holds a code on a day; without a day, the one that holds it now. The first holder also had it before
 * the registry said so. Undefined while the registry has named nobody (docs/regulation.md, Identity).
 */
export function holderOn(aliases: readonly AliasFact[], on?: Day): PartyKey | undefined {
  const holders = holdersOf(aliases);
  const holder = on === undefined ? holders.at(-1) : holders.findLast((alias) => heldFrom(alias) <= on);
  return (holder ?? holders[0])?.of;
}

/** Every party that a code was given to, corrected ones too. */
export const everyHolderOf = (aliases: readonly AliasFact[]): readonly PartyKey[] => [
  ...new Set(aliases.map(({ of }) => of)),
];
