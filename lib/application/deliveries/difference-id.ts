import { receivers } from '../../credit-file/projection/delivery-state.ts';
import type { DifferencePlace } from '../../store/comparison-store.ts';

/** `<comparison>.<receiver>.<range>.<number>`. Contains nothing of the record. */
export const differenceIdOf = ({ id, receiver, range, n }: DifferencePlace): string =>
  [id, receiver, range, n].join('.');

/** Undefined if the text is not an id of a difference. */
export function placeOfDifference(text: string): DifferencePlace | undefined {
  const [, id = '', name, range, n] = /^([0-9A-Z]{26})\.([a-z]+)\.(\d{1,3})\.(\d{1,3})$/.exec(text) ?? [];
  const receiver = receivers.find((known) => known === name);
  return receiver && { id, receiver, range: Number(range), n: Number(n) };
}
