import { digestOf } from '../credit-file/facts/identity.ts';
import { type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

interface Counted {
  /** Incremented by each write (optimistic lock). */
  readonly revision: number;
}

/** The body of an item with a revision and a digest of its content, so that verification detects a change. */
export const markedBody = (body: Counted): string => JSON.stringify({ ...body, digest: digestOf(body) });

/** Writes the next revision. False when another writer was faster. */
export const putMarked = (table: Table, pk: string, sk: string, body: Counted): Promise<boolean> =>
  table.put(
    { pk: text(pk), sk: text(sk), revision: number(body.revision), body: text(markedBody(body)) },
    body.revision === 1
      ? onlyIfAbsent
      : {
          ConditionExpression: 'revision = :before',
          ExpressionAttributeValues: { ':before': number(body.revision - 1) },
        },
  );

/** The content of the item. Its digest is not checked here, but by verification. */
export function saidBy<T>(item: Item): T {
  const { digest: _, ...body } = JSON.parse(item['body']?.S ?? '{}') as T & { digest?: string };
  return body as T;
}

/** Whether the digest of the item matches its content. */
export function isAsWritten(item: Item): boolean {
  try {
    const { digest, ...body } = JSON.parse(item['body']?.S ?? '{}') as { digest?: string; revision?: number };
    return digest === digestOf(body) && String(body.revision) === item['revision']?.N;
  } catch {
    return false;
  }
}
