import { strToU8, zipSync } from 'fflate';
import { escapeXml } from './escape-xml.ts';
import { xstringOf } from './xlsx-text.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export interface Sheet {
  readonly name: string;
  readonly rows: Iterable<readonly string[]>;
}

/** A workbook with one sheet. */
export const writeXlsx = (rows: Iterable<readonly string[]>): Uint8Array =>
  writeWorkbook([{ name: 'Sheet1', rows }]);

/** A workbook in which every cell is text (ECMA-376), so that no number is reformatted and no formula runs. */
export function writeWorkbook(sheets: readonly Sheet[]): Uint8Array {
  const numbered = sheets.map(({ name, rows }, index) => ({ name, rows, number: index + 1 }));
  const files = {
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mimeType}.sheet.main+xml"/>${numbered.map(({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${mimeType}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${numbered.map(({ name, number }) => `<sheet name="${escapeXml(xstringOf(name))}" sheetId="${number}" r:id="r${number}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships">${numbered.map(({ number }) => `<Relationship Id="r${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}</Relationships>`,
    ...Object.fromEntries(
      numbered.map(({ number, rows }) => [`xl/worksheets/sheet${number}.xml`, sheetXml(rows)]),
    ),
  };
  const parts = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: new Date('2020-01-01T00:00:00Z') });
}

const sheetXml = (rows: Iterable<readonly string[]>): string =>
  `${head}<worksheet xmlns="${main}"><sheetData>${[...rows].map((cells, index) => rowXml(cells, index + 1)).join('')}</sheetData></worksheet>`;

const rowXml = (cells: readonly string[], row: number): string =>
  `<row r="${row}">${cells.map((cell, index) => cellXml(cell, `${columnName(index + 1)}${row}`)).join('')}</row>`;

const cellXml = (text: string, reference: string): string =>
  text === ''
    ? ''
    : `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(xstringOf(text))}</t></is></c>`;

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? columnName(Math.floor((column - 1) / 26)) + letter : letter;
}
