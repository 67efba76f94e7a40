import type { DecisionRecord } from '../../../schemas/record.ts';
import { documentKey } from '../../credit-file/facts/identity.ts';
import { marksOf } from '../../feeds/list-entry.ts';
import type { Vault } from '../../runtime/vault.ts';

/** A number of which nothing is open: that of a row without one. */
const unknownNumber = '*'.repeat(18);

/** What is open of the number that a row of a list gives: complete, masked or missing. */
export const numberMarksOf = (
  record: Pick<DecisionRecord, 'documentNumber' | 'authority'> & {
    subject: { name?: string | undefined; id?: string | undefined; mask?: string | undefined };
  },
  vault: Vault,
): string => {
  const { id, mask = unknownNumber, name = '' } = record.subject;
  const context = `number:${documentKey(record)}.${vault.nameDigest(name)}`;
  return marksOf(id ?? mask, (text) => vault.digest(`${context}:${text}`));
};
