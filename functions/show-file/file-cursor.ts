import type { Vault } from '../../lib/runtime/vault.ts';
import type { FileSection } from '../../schemas/api.ts';

/**
 * Where a section goes on: at the entry with this mark, or at the index when there is no such entry any more. Score
 * sheets are a chain, and their mark is the hash of the sheet. Any other mark is a keyed hash: a cursor names nobody.
 */
export interface Place {
  readonly index: number;
  readonly mark: string;
}

export const cursorText = (section: FileSection, { index, mark }: Place): string =>
  Buffer.from(`${section}/${index}/${mark}`).toString('base64url');

/** @returns undefined if the text is not a cursor of this section */
export function placeOf(text: string, section: FileSection): Place | undefined {
  const [name, index = '', mark = '', ...rest] = Buffer.from(text, 'base64url').toString().split('/');
  const isOurs = name === section && /^\d{1,9}$/.test(index) && /^[\w.-]{1,100}$/.test(mark);
  return isOurs && rest.length === 0 ? { index: Number(index), mark } : undefined;
}

export const markOf = (section: FileSection, id: string, vault: Pick<Vault, 'digest'>): string =>
  vault.digest(`file-section:${section}:${id}`);
