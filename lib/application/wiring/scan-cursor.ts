import type { SubjectKey } from '../../credit-file/facts/subject.ts';
import { keyBytesMost, partition, sort } from '../../store/keys.ts';

/** The place behind one file, as a scan's `next` names it. */
export const scanCursorBehind = ({ party, category }: SubjectKey): string =>
  Buffer.from(JSON.stringify({ pk: { S: partition.party(party) }, sk: { S: sort.file(category) } })).toString(
    'base64url',
  );

/** Whether a text is a place in the table as a scan's `next` names it. @returns false for what nobody was given */
export function isScanCursor(after: string): boolean {
  try {
    const { pk, sk, ...others } = JSON.parse(Buffer.from(after, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    return [pk, sk].every(isKeyText) && Object.keys(others).length === 0;
  } catch {
    return false;
  }
}

/** Of a key that DynamoDB would take: an empty or longer one is none. */
const isKeyText = (value: unknown): boolean => {
  const text = typeof value === 'object' && value !== null ? (value as { S?: unknown }).S : undefined;
  return typeof text === 'string' && text !== '' && Buffer.byteLength(text) <= keyBytesMost;
};
