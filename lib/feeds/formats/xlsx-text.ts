/**
 * A string of a workbook (ST_Xstring of ECMA-376, 22.9.2.19): `_x000D_` stands for a character that XML cannot hold or
 * would change, and `_x005F_` for the underscore of such a text. Line breaks become line feeds, as in any XML.
 */
export function textOf(written: string): string {
  const text = written.includes('_x') ? written.replace(escapes, character).toWellFormed() : written;
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const escapes = /_x([\dA-Fa-f]{4})_/g;
const character = (_escape: string, code: string): string => String.fromCharCode(Number.parseInt(code, 16));

/** The text as a workbook writes it, so that {@link textOf} gives the same text again. */
export const xstringOf = (text: string): string => text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
