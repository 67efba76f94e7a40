import { arrivalOf, latestArrivalFirst } from './arrival.ts';
import { type DecisionFact, type EarlierReceiptFact, type Fact, isSameRow, type Wording } from './fact.ts';
import { digestOf } from './identity.ts';

const firstArrivedFirst = (a: Fact, b: Fact): number => latestArrivalFirst(b, a);

const isReceipt = (fact: Fact): fact is EarlierReceiptFact => fact.type === 'earlier-receipt';

/**
 * Rows that say what is known already and were received before the row that is known: files may be processed in another
 * order than they were received in. What counts from a receipt, counts from the first one, and the file shows the words
 * of the first one.
 */
export function earlierReceiptsOf(
  said: readonly DecisionFact[],
  facts: readonly Fact[],
): EarlierReceiptFact[] {
  return said.flatMap((fact): EarlierReceiptFact[] => {
    const known = facts.filter(({ key }) => key === fact.key);
    const receipts = facts.filter(isReceipt).filter(({ of }) => of === fact.key);
    const others = [...known, ...receipts];
    if (known.length === 0 || others.some((other) => isSameRow(other, fact))) return [];
    if (others.some((other) => arrivalOf(other) < arrivalOf(fact))) return [];
    const { key: of, origin } = fact;
    const key = `${receiptKeys(of)}${origin.run}.${origin.row}`;
    return [{ type: 'earlier-receipt', key, of, said: wordingOf(fact), origin }];
  });
}

/** What the keys of all receipts of a decision begin with. */
export const receiptKeys = (decision: string): string => `E.${digestOf(decision)}.`;

const wordingOf = (fact: DecisionFact): Wording => parted(fact).wording;

/** A decision parted into what its rows may word differently, and the rest. */
function parted(fact: DecisionFact) {
  const { type, key, origin, resealed, document, createsSubject, sentTo, ...wording } = fact;
  return { wording, rest: { type, key, resealed, document, createsSubject, sentTo } };
}

/** Decisions with the origin and the words of their first receipt. */
export function byFirstReceipt(decisions: readonly DecisionFact[], facts: readonly Fact[]): DecisionFact[] {
  const receipts = Map.groupBy(facts.filter(isReceipt), ({ of }) => of);
  if (receipts.size === 0) return [...decisions];
  return decisions.map((decision) => {
    const [first] = [decision, ...(receipts.get(decision.key) ?? [])].sort(firstArrivedFirst);
    if (!first || first === decision) return decision;
    const { wording, rest } = parted(decision);
    const said = isReceipt(first) ? (first.said ?? wording) : wording;
    return { ...rest, ...said, origin: { ...decision.origin, ...receivedAs(first) } };
  });
}

const receivedAs = ({ origin }: Pick<Fact, 'origin'>) => ({
  run: origin.run,
  row: origin.row,
  batch: origin.batch,
  fileSha256: origin.fileSha256,
  person: origin.person,
  receivedAt: origin.receivedAt,
  correction: origin.correction,
  confirmation: origin.confirmation,
});
