import { digestOf } from '../credit-file/facts/identity.ts';
import { type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

interface Counted {
  /** Counts writes; the optimistic lock. */
  readonly revision: number;
}

/** An item with a revision and a digest of all it says: whoever verifies sees a changed byte. */
export const markedBody = (body: Counted): string => JSON.stringify({ ...body, digest: digestOf(body) });

/** Puts the next revision; false when somebody was faster. */
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

/** What it says; its digest is checked by whoever verifies. */
export function saidBy<T>(item: Item): T {
  const { digest: _, ...body } = JSON.parse(item['body']?.S ?? '{}') as T & { digest?: string };
  return body as T;
}

/** Whether the item is as it was written. */
export function isAsWritten(item: Item): boolean {
  try {
    const { digest, ...body } = JSON.parse(item['body']?.S ?? '{}') as { digest?: string; revision?: number };
    return digest === digestOf(body) && String(body.revision) === item['revision']?.N;
  } catch {
    return false;
  }
}
