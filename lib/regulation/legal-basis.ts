import type { Day } from '../shared/day.ts';
import { documentsIn, type LegalDocument } from './legal-documents.ts';
import { type PolicyBook, shippedBook, valueOn } from './policy.ts';
import { parameters } from './policy-parameters.ts';

/** The list of documents that is in force on a day. */
export const legalDocumentsOn = (on: Day, book?: PolicyBook): readonly LegalDocument[] =>
  documentsIn(valueOn('regulation.basis', on, book));

/** The documents that cover a day, by their numbers; none when the basis on record has lapsed. */
export const legalBasisOn = (on: Day, book?: PolicyBook): readonly string[] =>
  legalDocumentsOn(on, book)
    .filter(({ from, to }) => from <= on && (to === undefined || on <= to))
    .map(({ number }) => number);

/** What officers and subjects read on a day that no document covers; undefined on any other. */
export function lapsedBasisSaid(on: Day, book?: PolicyBook): string | undefined {
  if (legalBasisOn(on, book).length > 0) return undefined;
  const ended = legalDocumentsOn(on, book).filter(({ to }) => to !== undefined && to < on);
  const last = ended.toSorted((a, b) => ((a.to ?? '') < (b.to ?? '') ? -1 : 1)).at(-1);
  return last
    ? `在册依据${last.number}已于${last.to}届满（第三十三条），尚未登记延续或者替代的文件`
    : '尚无在册依据（第三十三条）';
}

/** What officers read about the legal basis of a day. */
export const legalBasisSaid = (on: Day, book?: PolicyBook): string =>
  lapsedBasisSaid(on, book) ?? `依据：${legalBasisOn(on, book).join('、')}`;

/** Whether new sanctions, publications and disclosures wait on a day (policy parameter `regulation.when-lapsed`). */
export const isWithoutBasis = (on: Day, book?: PolicyBook): boolean =>
  valueOn('regulation.when-lapsed', on, book) === 'hold' && legalBasisOn(on, book).length === 0;

/**
 * The first day, from a given one on, on which something new can take effect: that day itself, unless it waits for a
 * document. Undefined while none on record covers a later day. A list holds from its own first day, which is not before
 * its release, so nothing begins in the past.
 */
export function dayWithBasis(on: Day, book: PolicyBook = shippedBook): Day | undefined {
  if (!isWithoutBasis(on, book)) return on;
  return turnsOf(book)
    .filter((turn) => turn > on)
    .sort()
    .find((turn) => !isWithoutBasis(turn, book));
}

/** The days on which waiting can end: first days of values, and of documents. */
function turnsOf({ entries }: PolicyBook): Day[] {
  const released = entries.filter(
    ({ name }) => name === 'regulation.basis' || name === 'regulation.when-lapsed',
  );
  const lists = [...parameters['regulation.basis'].values, ...released.filter(isList)];
  return [
    ...released.map(({ from }) => from),
    ...lists.flatMap(({ value }) => documentsIn(value).map(({ from }) => from)),
  ];
}

const isList = ({ name }: PolicyBook['entries'][number]): boolean => name === 'regulation.basis';
