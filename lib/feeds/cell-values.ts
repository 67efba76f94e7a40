import { isBlank, plainText } from '../shared/plain-text.ts';
import type { ColumnPlace } from './places.ts';

/** The cells of a column that are not blank, in the order of the file, without marks of programs. */
export const cellsOf = (
  cells: readonly string[],
  place: ColumnPlace | undefined,
): { text: string; name: string }[] =>
  place
    ? [place, ...(place.others ?? [])].flatMap(({ index, name }) => {
        const text = plainText(cells[index] ?? '');
        return text === '' || isBlank(text) ? [] : [{ text, name }];
      })
    : [];
