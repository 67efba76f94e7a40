import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** An item as one line of JSON, in the form of DynamoDB: bytes in base 64. */
export const lineOf = (item: Item): string => `${JSON.stringify(item, withBytes)}\n`;

/** Buffers have a JSON form of their own, so the original is asked for. */
function withBytes(this: unknown, name: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[name];
  return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : value;
}

export const itemOf = (line: string): Item =>
  mapped(JSON.parse(line) as Record<string, Record<string, unknown>>);

const mapped = (fields: Record<string, Record<string, unknown>>): Item =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, attributeOf(value)]));

function attributeOf(value: Record<string, unknown>): AttributeValue {
  const { B, BS, M, L } = value;
  if (typeof B === 'string') return { B: Buffer.from(B, 'base64') };
  if (BS) return { BS: (BS as string[]).map((one) => Buffer.from(one, 'base64')) };
  if (M) return { M: mapped(M as Record<string, Record<string, unknown>>) };
  if (L) return { L: (L as Record<string, unknown>[]).map(attributeOf) };
  return value as unknown as AttributeValue;
}

/** The bucket key of an item whose content is in the bucket. */
export function objectKeyOf(item: Item): string | undefined {
  const [kind, id] = (item['pk']?.S ?? '').split('#');
  if (kind === 'RUN' && item['sk']?.S === 'HEAD') return `runs/${id}`;
  return kind === 'ATTACHMENT' ? `attachments/${id}` : undefined;
}
