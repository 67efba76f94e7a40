import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Readonly<Record<string, AttributeValue>>;

/** Whether two items are equal. DynamoDB returns sets in any order, and bytes as another type of array. */
export function isSameItem(one: Item, other: Item): boolean {
  const names = namesOf(one);
  return names.length === namesOf(other).length && names.every((name) => isSameValue(one[name], other[name]));
}

/** Undefined attributes are not written. */
const namesOf = (item: Item): string[] => Object.keys(item).filter((name) => item[name] !== undefined);

export const isSameValue = (one: AttributeValue | undefined, other: AttributeValue | undefined): boolean =>
  one !== undefined && other !== undefined && textOf(one) === textOf(other);

/** A canonical text of a value, for the types that the stores write. */
const textOf = ({ S, N, BOOL, B, NS }: AttributeValue): string =>
  JSON.stringify({ S, N, BOOL, B: B && Buffer.from(B).toString('base64'), NS: NS?.toSorted() });
