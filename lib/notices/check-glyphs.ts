import { create } from 'fontkit';
import { MissingGlyphs } from './notice.ts';

/**
 * Checks every character of all texts of a value, because the renderer draws nothing, without an error, for one that the
 * font lacks.
 * @throws MissingGlyphs
 */
export function checkGlyphs(value: object, font: Uint8Array): void {
  const known = create(Buffer.from(font));
  if (!('hasGlyphForCodePoint' in known)) throw new RangeError('the file holds no single font');
  const missing = [...new Set(textsOf(value).join(''))].filter(
    (character) => character !== '\n' && !known.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
  if (missing.length > 0) throw new MissingGlyphs(missing);
}

/**
 * All texts of a value. JSON text does not serve: it escapes a lone surrogate or a control character as plain
 * letters.
 */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};
