import type { SubjectKey } from '../../credit-file/facts/subject.ts';
import { keyBytesMost, partition, sort } from '../../store/keys.ts';

/** The scan cursor after one file, in the form of a scan's `next`. */
export const scanCursorBehind = ({ party, category }: SubjectKey): string =>
  Buffer.from(JSON.stringify({ pk: { S: partition.party(party) }, sk: { S: sort.file(category) } })).toString(
    'base64url',
  );

/** Whether a text has the form of a scan's `next`. */
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

/** DynamoDB refuses empty keys and keys that are too long. */
const isKeyText = (value: unknown): boolean => {
  const text = typeof value === 'object' && value !== null ? (value as { S?: unknown }).S : undefined;
  return typeof text === 'string' && text !== '' && Buffer.byteLength(text) <= keyBytesMost;
};
