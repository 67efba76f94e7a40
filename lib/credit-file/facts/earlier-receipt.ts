import { arrivalOf, latestArrivalFirst } from './arrival.ts';
import { type DecisionFact, type EarlierReceiptFact, type Fact, isSameRow, type Wording } from './fact.ts';
import { digestOf } from './identity.ts';
import { withdrawnKeys } from './withdrawn-keys.ts';

const firstArrivedFirst = (a: Fact, b: Fact): number => latestArrivalFirst(b, a);

export const isReceipt = (fact: Fact): fact is EarlierReceiptFact => fact.type === 'earlier-receipt';

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
    const others = [...known, ...receiptsOf(fact, facts)];
    if (known.length === 0 || others.some((other) => isSameRow(other, fact))) return [];
    if (others.some((other) => arrivalOf(other) < arrivalOf(fact))) return [];
    return [receiptOf(fact)];
  });
}

/**
 * Rows that say known decisions again and were received before every other row of their decision with the same name. They are
 * kept as long as the registry has not said which name holds.
 */
export function firstOfTheirNames(
  said: readonly DecisionFact[],
  facts: readonly Fact[],
): EarlierReceiptFact[] {
  const rowsOf = Map.groupBy(said, ({ key }) => key);
  const known = facts.filter(
    (fact): fact is DecisionFact => fact.type === 'decision' && rowsOf.has(fact.key),
  );
  return known.flatMap((decision) => {
    const rows = rowsOf.get(decision.key) ?? [];
    const kept = [decision, ...receiptsOf(decision, facts)];
    const names = Map.groupBy([...kept, ...rows], nameIn);
    const isFirst = (row: DecisionFact): boolean =>
      !kept.some((other) => isSameRow(other, row)) &&
      !names.get(nameIn(row))?.some((other) => arrivalOf(other) < arrivalOf(row));
    return rows.filter(isFirst).map(receiptOf);
  });
}

/** The receipts of a decision, first received first. */
export const receiptsOf = ({ key }: DecisionFact, facts: readonly Fact[]): EarlierReceiptFact[] =>
  facts
    .filter(isReceipt)
    .filter(({ of }) => of === key)
    .sort(firstArrivedFirst);

const nameIn = (said: DecisionFact | EarlierReceiptFact): string | undefined =>
  (isReceipt(said) ? said.said : said)?.identity.nameDigest;

const receiptOf = (fact: DecisionFact): EarlierReceiptFact => ({
  type: 'earlier-receipt',
  key: receiptKey(fact),
  of: fact.key,
  said: wordingOf(fact),
  origin: fact.origin,
});

/** The key of the receipt that the row of a fact leaves. */
export const receiptKey = ({ key, origin }: Pick<DecisionFact, 'key' | 'origin'>): string =>
  `${receiptKeys(key)}${origin.run}.${origin.row}`;

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
  const kept = facts.filter(isReceipt);
  if (kept.length === 0) return [...decisions];
  const withdrawn = withdrawnKeys(facts);
  const receipts = Map.groupBy(
    kept.filter(({ key }) => !withdrawn.has(key)),
    ({ of }) => of,
  );
  return decisions.map((decision) => {
    const [first] = [decision, ...(receipts.get(decision.key) ?? [])].sort(firstArrivedFirst);
    return first && isReceipt(first) ? asReceived(decision, first) : decision;
  });
}

/** A decision with the origin and the words of a receipt. */
export function asReceived(decision: DecisionFact, receipt: EarlierReceiptFact): DecisionFact {
  const { wording, rest } = parted(decision);
  return { ...rest, ...(receipt.said ?? wording), origin: { ...decision.origin, ...receivedAs(receipt) } };
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
