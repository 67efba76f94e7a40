import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue>>;
export type Names = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, AttributeValue>>;

/** The types of DynamoDB that the product writes. Another one fails here, so that no expression is guessed. */
export function plainOf(value: AttributeValue): string | number | boolean | Buffer | ReadonlySet<string> {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.B !== undefined) return Buffer.from(value.B);
  if (value.NS !== undefined) return new Set(value.NS.map((text) => String(Number(text))));
  throw new Error(`The simulated table does not know this type: ${Object.keys(value).join()}`);
}

/** Less than zero, zero or more than zero. Undefined for values of different types, which no comparison holds for. */
export function compared(one: AttributeValue, other: AttributeValue): number | undefined {
  if (one.S !== undefined && other.S !== undefined)
    return Buffer.compare(Buffer.from(one.S), Buffer.from(other.S));
  if (one.N !== undefined && other.N !== undefined) return Number(one.N) - Number(other.N);
  if (one.BOOL !== undefined && other.BOOL !== undefined) return one.BOOL === other.BOOL ? 0 : 1;
  if (one.B !== undefined && other.B !== undefined) return Buffer.compare(one.B, other.B);
  if (one.NS !== undefined && other.NS !== undefined) return setText(one) === setText(other) ? 0 : 1;
  return undefined;
}

const setText = ({ NS = [] }: AttributeValue): string => NS.map(Number).sort().join();

/** Bytes of an item as DynamoDB counts them, near enough for its limits. */
export function bytesOf(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += name.length + valueBytes(value);
  return bytes;
}

function valueBytes({ S, N, B, NS }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (B !== undefined) return B.length;
  if (NS !== undefined) return NS.reduce((sum, text) => sum + text.length + 1, 3);
  return N === undefined ? 1 : Math.ceil(N.length / 2) + 1;
}
