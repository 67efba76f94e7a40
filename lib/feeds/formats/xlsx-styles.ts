import { localName } from './strict-xml.ts';
import { readPart } from './xlsx-parts.ts';
import type { Archive } from './zip.ts';

const builtInDates = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Cell styles that show a number as a date. */
export function dateStylesOf(archive: Archive, part: string): ReadonlySet<number> {
  const dates = new Set<number>();
  const custom = new Set<number>();
  let inCellFormats = false;
  let index = 0;
  readPart(archive, part, {
    open({ name, attributes }) {
      const tag = localName(name);
      if (tag === 'numFmt' && isDateFormat(attributes['formatCode'] ?? ''))
        custom.add(Number(attributes['numFmtId']));
      if (tag === 'cellXfs') inCellFormats = true;
      if (tag !== 'xf' || !inCellFormats) return;
      const format = Number(attributes['numFmtId']);
      if (builtInDates.has(format) || custom.has(format)) dates.add(index);
      index++;
    },
    close(name) {
      if (localName(name) === 'cellXfs') inCellFormats = false;
    },
  });
  return dates;
}

/** True when a number format shows a year, month or day. In `h:mm` and `[h]:mm` the letter m means minutes. */
function isDateFormat(code: string): boolean {
  const letters = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '');
  const hasTime = /[hs]/i.test(code.replace(/"[^"]*"|\\./g, ''));
  return /[yd]/i.test(letters) || (!hasTime && /m/i.test(letters));
}
