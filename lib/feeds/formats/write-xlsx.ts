import { strToU8, zipSync } from 'fflate';
import { escapeXml } from './escape-xml.ts';
import { xstringOf } from './xlsx-text.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Rows of texts. The other properties are for people who open the workbook; our reader ignores them. */
export interface Sheet {
  readonly name: string;
  readonly rows: Iterable<readonly string[]>;
  /** How many rows at the top stay in view. */
  readonly frozenRows?: number;
  /** Widths of columns in characters, by position. */
  readonly widths?: readonly number[];
  /** Positions of columns in which what is typed later stays text too. They wrap. */
  readonly textColumns?: readonly number[];
  /** Values to choose from below the first row. Others can still be typed. */
  readonly choices?: readonly { readonly column: number; readonly words: readonly string[] }[];
}

/** A workbook with one sheet. */
export const writeXlsx = (rows: Iterable<readonly string[]>): Uint8Array =>
  writeWorkbook([{ name: 'Sheet1', rows }]);

/** A workbook in which every cell is text (ECMA-376), so that no number is reformatted and no formula runs. */
export function writeWorkbook(sheets: readonly Sheet[]): Uint8Array {
  const numbered = sheets.map((sheet, index) => ({ ...sheet, number: index + 1 }));
  const files = {
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mimeType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${mimeType}.styles+xml"/>${numbered.map(({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${mimeType}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView/></bookViews><sheets>${numbered.map(({ name, number }) => `<sheet name="${escapeXml(xstringOf(name))}" sheetId="${number}" r:id="r${number}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships">${numbered.map(({ number }) => `<Relationship Id="r${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="styles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}">${styles}</styleSheet>`,
    ...Object.fromEntries(
      numbered.map((sheet) => [`xl/worksheets/sheet${sheet.number}.xml`, sheetXml(sheet)]),
    ),
  };
  const parts = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: new Date('2020-01-01T00:00:00Z') });
}

/** Style 0 is the program's own, style 1 text (number format 49) that wraps. */
const textStyle = 1;
const styles =
  '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>';

/** The order of the elements is that of the schema; programs refuse another. */
const sheetXml = ({ rows, frozenRows = 0, widths = [], textColumns = [], choices = [] }: Sheet): string =>
  [
    `${head}<worksheet xmlns="${main}">`,
    frozenRows > 0 ? viewXml(frozenRows) : '',
    widths.length > 0
      ? `<cols>${widths.map((width, index) => columnXml(width, index, textColumns.includes(index))).join('')}</cols>`
      : '',
    `<sheetData>${[...rows].map((cells, index) => rowXml(cells, index + 1, textColumns)).join('')}</sheetData>`,
    choices.length > 0
      ? `<dataValidations count="${choices.length}">${choices.map(choiceXml).join('')}</dataValidations>`
      : '',
    '</worksheet>',
  ].join('');

const viewXml = (rows: number): string =>
  `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${rows}" topLeftCell="A${rows + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;

const columnXml = (width: number, index: number, isText: boolean): string =>
  `<col min="${index + 1}" max="${index + 1}" width="${width}"${isText ? ` style="${textStyle}"` : ''} customWidth="1"/>`;

const lastRow = 1_048_576;

function choiceXml({ column, words }: { column: number; words: readonly string[] }): string {
  const letter = columnName(column + 1);
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${letter}2:${letter}${lastRow}"><formula1>"${escapeXml(words.join(','))}"</formula1></dataValidation>`;
}

const rowXml = (cells: readonly string[], row: number, textColumns: readonly number[]): string =>
  `<row r="${row}">${cells.map((cell, index) => cellXml(cell, `${columnName(index + 1)}${row}`, textColumns.includes(index))).join('')}</row>`;

const cellXml = (text: string, reference: string, isStyled: boolean): string =>
  text === ''
    ? ''
    : `<c r="${reference}"${isStyled ? ` s="${textStyle}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escapeXml(xstringOf(text))}</t></is></c>`;

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? columnName(Math.floor((column - 1) / 26)) + letter : letter;
}
