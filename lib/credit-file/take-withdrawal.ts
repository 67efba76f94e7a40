import type { Fact, WithdrawalFact } from './facts/fact.ts';
import { digestOf } from './facts/identity.ts';
import { officerOrigin } from './facts/officer-origin.ts';
import type { PartyKey } from './facts/subject.ts';
import type { IntakePorts } from './projection-ports.ts';

/** A fact goes out of effect or back into effect, by the word of an officer or of the registry. */
export interface Withdrawal {
  /** Key of the fact. */
  readonly of: string;
  readonly isWithdrawn: boolean;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly movedTo?: PartyKey | undefined;
}

const attempts = 12;

/**
 * Adds a withdrawal as the last word about its fact. Withdrawals of a fact are numbered, because a clock may step back
 * and would then order a later word before an earlier one. The same word said again is not added twice, nor is one that
 * another said just before: of two officers who undo a row at once, the second may be refused and not project the file again.
 * @throws RangeError after a dozen attempts in which others were faster
 */
export async function takeWithdrawal(
  party: PartyKey,
  withdrawal: Withdrawal,
  { store, seal }: Pick<IntakePorts, 'store' | 'seal'>,
): Promise<void> {
  const { of, isWithdrawn, by, at, reason, movedTo } = withdrawal;
  for (let count = 0; count < attempts; count++) {
    const known = withdrawalsOf((await store.readFolder(party)).facts, of);
    if (known.some((other) => isSameWord(other, withdrawal)) || isSaid(known, withdrawal)) return;
    const revision = String(known.length + 1).padStart(6, '0');
    const fact: WithdrawalFact = {
      type: 'withdrawal',
      key: `W.${digestOf(of)}.r${revision}`,
      origin: officerOrigin(by, at),
      of,
      isWithdrawn,
      reason: seal(reason, party),
      ...(movedTo && { movedTo }),
    };
    if (await store.addFact(party, fact)) return;
  }
  throw new RangeError('others spoke about the fact at each attempt');
}

const withdrawalsOf = (facts: readonly Fact[], of: string): WithdrawalFact[] =>
  facts.filter((fact): fact is WithdrawalFact => fact.type === 'withdrawal' && fact.of === of);

/** Whether the last word says the same. */
const isSaid = (known: readonly WithdrawalFact[], { isWithdrawn, movedTo }: Withdrawal): boolean => {
  const last = known.toSorted((a, b) => (a.key < b.key ? -1 : 1)).at(-1);
  return last?.isWithdrawn === isWithdrawn && last.movedTo === movedTo;
};

const isSameWord = (
  { origin, isWithdrawn }: WithdrawalFact,
  word: Pick<Withdrawal, 'by' | 'at' | 'isWithdrawn'>,
): boolean => origin.by === word.by && origin.receivedAt === word.at && isWithdrawn === word.isWithdrawn;
