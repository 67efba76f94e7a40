import { FileProblem, rowLimit, rowTooLarge } from './format.ts';
import { localName, strictXml, type XmlEvents } from './strict-xml.ts';
import { type Archive, brokenXlsx, smallPart } from './zip.ts';

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly strings: readonly string[];
  /** Cell styles that show a number as a date. */
  readonly dateStyles: ReadonlySet<number>;
  /** True when days count from 1904 (workbooks of old Macs). */
  readonly is1904: boolean;
}

const sheetLimit = 100;

/**
 * Reads what is needed to read the sheets of a workbook.
 * @throws FileProblem
 */
export function readWorkbook(archive: Archive): Workbook {
  const { sheets, is1904 } = readSheetList(archive);
  if (sheets.length > sheetLimit) {
    throw new FileProblem(
      'too-many-sheets',
      `The XLSX has ${sheets.length} sheets; at most ${sheetLimit} are read. Send the sheets of the template only.`,
    );
  }
  return { sheets, is1904, strings: sharedStrings(archive), dateStyles: dateStylesOf(archive) };
}

/** Reads a part that spreadsheet programs write, with the strict XML reader. */
export const xlsxXml = (events: XmlEvents, where = (): string => 'A part of the XLSX') =>
  strictXml(events, {
    broken: brokenXlsx,
    doctype: () =>
      new FileProblem(
        'broken-xlsx',
        'The XLSX declares a DOCTYPE, which no spreadsheet program writes. Save it again.',
      ),
    where,
  });

function readPart(archive: Archive, name: string, events: XmlEvents): void {
  const reader = xlsxXml(events);
  let isThere = false;
  for (const piece of smallPart(archive, name)) {
    isThere = true;
    reader.write(piece);
  }
  if (isThere) reader.close();
}

/**
 * Sheets in the order of the workbook, hidden ones included. Their files are found by the relationships, not by name.
 */
function readSheetList(archive: Archive): Pick<Workbook, 'sheets' | 'is1904'> {
  const targets = new Map<string, string>();
  readPart(archive, 'xl/_rels/workbook.xml.rels', {
    open({ name, attributes }) {
      if (localName(name) === 'Relationship')
        targets.set(attributes['Id'] ?? '', pathOf(attributes['Target'] ?? ''));
    },
  });
  const sheets: { name: string; path: string }[] = [];
  let is1904 = false;
  readPart(archive, 'xl/workbook.xml', {
    open({ name, attributes }) {
      const tag = localName(name);
      if (tag === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => /^[^:]+:id$/.test(key))?.[1] ?? '';
      const path = targets.get(relation);
      if (path === undefined || !archive.has(path)) throw brokenXlsx();
      sheets.push({ name: attributes['name'] ?? '', path });
    },
  });
  if (sheets.length === 0) throw brokenXlsx();
  // Sheets of charts and dialogs have no cells.
  return { sheets: sheets.filter(({ path }) => !/^xl\/(chart|dialog)sheets\//.test(path)), is1904 };
}

const pathOf = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;

function sharedStrings(archive: Archive): string[] {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let inPhonetic = false;
  readPart(archive, 'xl/sharedStrings.xml', {
    open({ name }) {
      const tag = localName(name);
      if (tag === 'si') current = '';
      if (tag === 'rPh') inPhonetic = true;
      if (tag === 't') inText = !inPhonetic;
    },
    close(name) {
      const tag = localName(name);
      if (tag === 'si') strings.push(current);
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

const builtInDates = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

function dateStylesOf(archive: Archive): ReadonlySet<number> {
  const dates = new Set<number>();
  const custom = new Set<number>();
  let inCellFormats = false;
  let index = 0;
  readPart(archive, 'xl/styles.xml', {
    open({ name, attributes }) {
      const tag = localName(name);
      const code = (attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
      if (tag === 'numFmt' && /[ymd]/i.test(code)) custom.add(Number(attributes['numFmtId']));
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
