import { strToU8, zipSync } from 'fflate';
import { escapeXml } from './escape-xml.ts';
import { type Comment, commentShapes, commentsXml } from './xlsx-comments.ts';
import { xstringOf } from './xlsx-text.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A remark on a cell: the cell is coloured and has the text as its comment. */
export interface Note {
  /** Counts from 1, as the sheet shows it. */
  readonly row: number;
  /** Counts from 0. */
  readonly column: number;
  /** The cell is coloured only, when left out. */
  readonly text?: string;
}

/** Rows of texts. The other properties are for people who open the workbook; our reader ignores them. */
export interface Sheet {
  readonly name: string;
  readonly rows: Iterable<readonly string[]>;
  /** How many rows at the top stay in view; they are bold. */
  readonly frozenRows?: number;
  /** Widths of columns in characters, by position. */
  readonly widths?: readonly number[];
  /** Positions of columns in which what is typed later stays text too. They wrap. */
  readonly textColumns?: readonly number[];
  readonly notes?: readonly Note[];
  /** Values to choose from below the first row. Others can still be typed. */
  readonly choices?: readonly { readonly column: number; readonly words: readonly string[] }[];
}

/** A workbook with one sheet. */
export const writeXlsx = (rows: Iterable<readonly string[]>): Uint8Array =>
  writeWorkbook([{ name: 'Sheet1', rows }]);

/** A workbook in which every cell is text (ECMA-376), so that no number is reformatted and no formula runs. */
export function writeWorkbook(sheets: readonly Sheet[]): Uint8Array {
  const styled = sheets.some(isStyled);
  const numbered = sheets.map((sheet, index) => ({ sheet, number: index + 1 }));
  const commented = numbered.filter(({ sheet }) => commentsOf(sheet).length > 0);
  const files = {
    '[Content_Types].xml': contentTypes(numbered.length, {
      styled,
      commented: commented.map(({ number }) => number),
    }),
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationships([
      ...numbered.map(({ number }) => ['worksheet', `worksheets/sheet${number}.xml`] as const),
      ...(styled ? [['styles', 'styles.xml'] as const] : []),
    ]),
    ...(styled && { 'xl/styles.xml': stylesXml }),
    ...Object.fromEntries(
      numbered.map(({ sheet, number }) => [`xl/worksheets/sheet${number}.xml`, sheetXml(sheet)]),
    ),
    ...Object.fromEntries(
      commented.flatMap(({ sheet, number }) => [
        [
          `xl/worksheets/_rels/sheet${number}.xml.rels`,
          relationships([
            ['vmlDrawing', `../drawings/vmlDrawing${number}.vml`],
            ['comments', `../comments${number}.xml`],
          ]),
        ],
        [`xl/comments${number}.xml`, commentsXml(commentsOf(sheet))],
        [`xl/drawings/vmlDrawing${number}.vml`, commentShapes(commentsOf(sheet), number)],
      ]),
    ),
  };
  const parts = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: new Date('2020-01-01T00:00:00Z') });
}

const isStyled = ({ frozenRows = 0, textColumns = [], notes = [] }: Sheet): boolean =>
  frozenRows > 0 || textColumns.length > 0 || notes.length > 0;

const commentsOf = ({ notes = [] }: Sheet): Comment[] =>
  notes.flatMap(({ row, column, text }) =>
    text ? [{ row, column, text, reference: referenceOf(column, row) }] : [],
  );

function contentTypes(
  sheets: number,
  { styled, commented }: { styled: boolean; commented: readonly number[] },
): string {
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ...Array.from({ length: sheets }, (_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet']),
    ...(styled ? [['/xl/styles.xml', 'styles']] : []),
    ...commented.map((number) => [`/xl/comments${number}.xml`, 'comments']),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${mimeType}.${type}+xml"/>`);
  const drawings =
    commented.length > 0
      ? '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
      : '';
  return `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${drawings}${overrides.join('')}</Types>`;
}

/** Relations by type and target; their ids are `r1`, `r2` and so on. */
const relationships = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `${head}<Relationships xmlns="${packages}/relationships">${targets.map(([type, target], index) => `<Relationship Id="r${index + 1}" Type="${relations}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

const workbookXml = (sheets: readonly Sheet[]): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${relations}">${sheets.some(({ frozenRows = 0 }) => frozenRows > 0) ? '<bookViews><workbookView/></bookViews>' : ''}<sheets>${sheets.map(({ name }, index) => `<sheet name="${escapeXml(xstringOf(name))}" sheetId="${index + 1}" r:id="r${index + 1}"/>`).join('')}</sheets></workbook>`;

/** Positions of the cell formats in `stylesXml`. Format 49 is text (`@`). */
const styles = { text: 1, head: 2, wrong: 3 } as const;
const stylesXml = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function sheetXml(sheet: Sheet): string {
  const { rows, frozenRows = 0, textColumns = [], notes = [] } = sheet;
  const texts = new Set(textColumns);
  const wrong = Map.groupBy(notes, ({ row }) => row);
  const rowXmls = [...rows].map((cells, index) => {
    const row = index + 1;
    const marked = new Set(wrong.get(row)?.map(({ column }) => column));
    const styleOf = (column: number): number =>
      marked.has(column)
        ? styles.wrong
        : row <= frozenRows
          ? styles.head
          : texts.has(column)
            ? styles.text
            : 0;
    const width = Math.max(cells.length, ...[...marked].map((column) => column + 1));
    const all = Array.from({ length: width }, (_, column) => cells[column] ?? '');
    return `<row r="${row}">${all.map((cell, column) => cellXml(cell, referenceOf(column, row), styleOf(column))).join('')}</row>`;
  });
  const drawing = commentsOf(sheet).length > 0 ? '<legacyDrawing r:id="r1"/>' : '';
  return `${head}<worksheet xmlns="${main}" xmlns:r="${relations}">${frozenXml(frozenRows)}${columnsXml(sheet)}<sheetData>${rowXmls.join('')}</sheetData>${choicesXml(sheet)}${drawing}</worksheet>`;
}

const lastRow = 1_048_576;

/** The order of the elements of a sheet is that of the schema; programs refuse another. */
function choicesXml({ choices = [] }: Sheet): string {
  if (choices.length === 0) return '';
  const lists = choices.map(({ column, words }) => {
    const letter = columnName(column + 1);
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${letter}2:${letter}${lastRow}"><formula1>"${escapeXml(words.join(','))}"</formula1></dataValidation>`;
  });
  return `<dataValidations count="${choices.length}">${lists.join('')}</dataValidations>`;
}

const frozenXml = (rows: number): string =>
  rows > 0
    ? `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${rows}" topLeftCell="A${rows + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>`
    : '';

function columnsXml({ widths = [], textColumns = [] }: Sheet): string {
  const count = Math.max(widths.length, ...textColumns.map((column) => column + 1));
  if (count <= 0) return '';
  const columns = Array.from({ length: count }, (_, column) => {
    const style = textColumns.includes(column) ? ` style="${styles.text}"` : '';
    return `<col min="${column + 1}" max="${column + 1}" width="${widths[column] ?? defaultWidth}" customWidth="1"${style}/>`;
  });
  return `<cols>${columns.join('')}</cols>`;
}

const defaultWidth = 12;

function cellXml(text: string, reference: string, style: number): string {
  const styled = style > 0 ? ` s="${style}"` : '';
  if (text === '') return style === styles.wrong ? `<c r="${reference}"${styled}/>` : '';
  return `<c r="${reference}"${styled} t="inlineStr"><is><t xml:space="preserve">${escapeXml(xstringOf(text))}</t></is></c>`;
}

const referenceOf = (column: number, row: number): string => `${columnName(column + 1)}${row}`;

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? columnName(Math.floor((column - 1) / 26)) + letter : letter;
}
