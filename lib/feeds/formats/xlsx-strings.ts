import { rowLimit, rowTooLarge } from './format.ts';
import { localName } from './strict-xml.ts';
import { readPart } from './xlsx-parts.ts';
import { textOf } from './xlsx-text.ts';
import type { Archive } from './zip.ts';

/** The texts that cells share (`sharedStrings`), rich text as plain text, without reading aids (phonetic runs). */
export function sharedStrings(archive: Archive, part: string): string[] {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let inPhonetic = false;
  readPart(archive, part, {
    open({ name }) {
      const tag = localName(name);
      if (tag === 'si') current = '';
      if (tag === 'rPh') inPhonetic = true;
      if (tag === 't') inText = !inPhonetic;
    },
    close(name) {
      const tag = localName(name);
      if (tag === 'si') strings.push(textOf(current));
      if (tag === 'rPh') inPhonetic = false;
      if (tag === 't') inText = false;
    },
    text(text) {
      if (!inText) return;
      current += text;
      if (current.length > rowLimit) throw rowTooLarge('A text of the XLSX');
    },
  });
  return strings;
}
