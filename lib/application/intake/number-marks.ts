import type { DecisionRecord } from '../../../schemas/record.ts';
import { documentKey } from '../../credit-file/facts/identity.ts';
import { marksOf } from '../../feeds/list-entry.ts';
import type { Vault } from '../../runtime/vault.ts';

/** A number of which nothing is open: that of a row without one. */
const unknownNumber = '*'.repeat(18);

/** A mask of another length than a number has says only how the number begins. */
const comparable = (mask: string = unknownNumber): string =>
  mask.length === unknownNumber.length
    ? mask
    : (mask.split('*')[0] ?? '').slice(0, unknownNumber.length).padEnd(unknownNumber.length, '*');

/** What is open of the number that a row of a list gives: complete, masked or missing. */
export const numberMarksOf = (
  record: Pick<DecisionRecord, 'documentNumber' | 'authority'> & {
    subject: { name?: string | undefined; id?: string | undefined; mask?: string | undefined };
  },
  vault: Vault,
): string => {
  const { id, name = '', ...subject } = record.subject;
  const mask = comparable(subject.mask);
  const context = `number:${documentKey(record)}.${vault.nameDigest(name)}`;
  return marksOf(id ?? mask, (text) => vault.digest(`${context}:${text}`));
};
