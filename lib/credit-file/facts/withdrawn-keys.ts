import type { Fact, WithdrawalFact } from './fact.ts';

/** Keys of the facts that were withdrawn, by an officer or by the registry (`set-aside.ts`), and not put back. */
export function withdrawnKeys(facts: readonly Fact[]): ReadonlySet<string> {
  const latest = new Map<string, WithdrawalFact>();
  for (const fact of facts) {
    if (fact.type !== 'withdrawal') continue;
    const known = latest.get(fact.of);
    if (!known || known.key < fact.key) latest.set(fact.of, fact);
  }
  return new Set([...latest.values()].filter(({ isWithdrawn }) => isWithdrawn).map(({ of }) => of));
}
