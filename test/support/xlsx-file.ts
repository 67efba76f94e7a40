import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface WorkbookParts {
  /** Sheets in the order of the workbook: name, and the XML of its rows. */
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: string;
    readonly state?: 'hidden' | 'veryHidden';
  }[];
  readonly properties?: string;
  readonly strings?: string;
  readonly styles?: string;
}

/** An XLSX from the XML of its parts, as no regular writer would make it. Sheet files are named in reverse order. */
export function workbookOf({ sheets, properties = '', strings, styles }: WorkbookParts): Uint8Array {
  const file = (index: number): string => `worksheets/sheet${sheets.length - index}.xml`;
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns:r="${relations}">${properties}<sheets>${sheets
      .map(
        ({ name, state = 'visible' }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="r${index}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map(
        (_, index) => `<Relationship Id="r${index}" Type="${relations}/worksheet" Target="${file(index)}"/>`,
      )
      .join('')}</Relationships>`,
    ...(strings && { 'xl/sharedStrings.xml': `<sst>${strings}</sst>` }),
    ...(styles && { 'xl/styles.xml': `<styleSheet>${styles}</styleSheet>` }),
  };
  for (const [index, { rows }] of sheets.entries()) parts[`xl/${file(index)}`] = rows;
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const)),
    { level: 9 },
  );
}

/** The XML of rows of texts, each as an inline string. A text `<…>` is taken as the XML of a cell. */
export const sheetOf = (rows: readonly (readonly string[])[]): string =>
  `<worksheet><sheetData>${rows.map((cells) => `<row>${cells.map(cellOf).join('')}</row>`).join('')}</sheetData></worksheet>`;

const cellOf = (text: string): string =>
  text.startsWith('<') ? text : `<c t="inlineStr"><is><t>${text}</t></is></c>`;

/** The workbook with a change in each of its parts. */
export const remadeXlsx = (bytes: Uint8Array, change: (xml: string) => string): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(
        ([name, part]) => [name, strToU8(change(strFromU8(part)))] as const,
      ),
    ),
  );
