import type { Act, Detail } from '../waiting/item.ts';

/** Who the row is about: the key of a candidate, the subject that the row itself names, or none of them. */
export type Choice = { readonly candidate: string } | 'own' | 'none';

type Item = Pick<Detail, 'id' | 'reason' | 'candidates' | 'record'>;

/** A row of the registry that may continue another file: none of them is another institution. */
const isSuccession = ({ reason }: Item): boolean => reason === 'succession-candidate';

/** Whether the row names a subject itself, by a number that the registry has under another name. */
export const hasOwn = (item: Item): boolean => item.record !== undefined && !isSuccession(item);

/** What would be sent to see what a choice changes; undefined where it changes nothing. */
export function effectOf(choice: Choice | undefined): { candidate: string } | { holds: true } | undefined {
  if (choice === undefined || choice === 'none') return undefined;
  return choice === 'own' ? { holds: true } : { candidate: choice.candidate };
}

export function actOf(item: Item, choice: Choice, reason: string): Act {
  const { id } = item;
  if (choice === 'none' && !isSuccession(item)) return { kind: 'dismissal', id, reason };
  const said = typeof choice === 'object' ? { candidate: choice.candidate } : { holds: true as const };
  return { kind: 'correction', id, body: { reason, ...said } };
}

/** What none of them means, in words that stand before the button is pressed. */
export const noneText = (item: Item): string =>
  isSuccession(item)
    ? '认定为另一机构，另立信用档案；候选机构的档案不变。'
    : '本行不采纳，在答复文件中注明；以后报送的同一内容，除非出现新的候选主体，不再询问。仍可撤销。';
