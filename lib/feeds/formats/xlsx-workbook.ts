import { FileProblem } from './format.ts';
import { localName } from './strict-xml.ts';
import { findPart, readPart, relationsOf } from './xlsx-parts.ts';
import { sharedStrings } from './xlsx-strings.ts';
import { dateStylesOf } from './xlsx-styles.ts';
import { textOf } from './xlsx-text.ts';
import type { Archive } from './zip.ts';
import { brokenXlsx } from './zip-directory.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly path: string;
  /** True for a sheet that the program does not show (`hidden`, `veryHidden`). */
  readonly isHidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly strings: readonly string[];
  /** Cell styles that show a number as a date. */
  readonly dateStyles: ReadonlySet<number>;
  /** True when days count from 1904 (workbooks of old Macs). */
  readonly is1904: boolean;
  /** True when the values of formulas are to be worked out on opening: those in the file are placeholders. */
  readonly isUncalculated: boolean;
}

const sheetLimit = 100;

/** Sheets without cells of ours. */
const otherSheets = /^(chartsheet|dialogsheet|xl(intl)?macrosheet)$/;

/**
 * Reads what is needed to read the sheets of a workbook. Its parts are found by relation and content type, not by name.
 * @throws FileProblem
 */
export function readWorkbook(archive: Archive): Workbook {
  const workbook = findPart(archive, relationsOf(archive, ''), {
    relation: 'officeDocument',
    contentType: /spreadsheetml\.(sheet|template)\.main\+xml$|ms-excel\.\w+\.macroEnabled\.main\+xml$/i,
    name: 'xl/workbook.xml',
  });
  const relations = relationsOf(archive, workbook);
  const list = readSheetList(archive, workbook);
  const sheets = list.sheets.flatMap(({ relation, ...sheet }) => {
    const found = relations.find(({ id }) => id === relation);
    if (!found || !archive.has(found.target)) throw brokenXlsx();
    return otherSheets.test(found.type) || /(^|\/)(chart|dialog)sheets\//.test(found.target)
      ? []
      : [{ ...sheet, path: found.target }];
  });
  if (list.sheets.length === 0) throw brokenXlsx();
  if (sheets.length > sheetLimit) {
    throw new FileProblem(
      'too-many-sheets',
      `The XLSX has ${sheets.length} sheets; at most ${sheetLimit} are read. Send the sheets of the template only.`,
    );
  }
  const folder = workbook.slice(0, workbook.lastIndexOf('/') + 1);
  const part = (relation: string): string =>
    findPart(archive, relations, {
      relation,
      contentType: new RegExp(`spreadsheetml\\.${relation}\\+xml$`, 'i'),
      name: `${folder}${relation}.xml`,
    });
  return {
    sheets,
    is1904: list.is1904,
    isUncalculated: list.isUncalculated,
    strings: sharedStrings(archive, part('sharedStrings')),
    dateStyles: dateStylesOf(archive, part('styles')),
  };
}

/** Sheets in the order of the workbook, hidden ones included, each with its relation. */
function readSheetList(archive: Archive, workbook: string) {
  const sheets: { name: string; relation: string; isHidden: boolean }[] = [];
  let is1904 = false;
  let isUncalculated = false;
  readPart(archive, workbook, {
    open({ name, attributes }) {
      const tag = localName(name);
      if (tag === 'workbookPr') is1904 = isTrue(attributes['date1904']);
      if (tag === 'calcPr') isUncalculated = isTrue(attributes['fullCalcOnLoad']);
      if (tag !== 'sheet') return;
      sheets.push({
        name: textOf(attributes['name'] ?? ''),
        relation: Object.entries(attributes).find(([key]) => /^[^:]+:id$/.test(key))?.[1] ?? '',
        isHidden: /^(very)?hidden$/i.test(attributes['state'] ?? ''),
      });
    },
  });
  return { sheets, is1904, isUncalculated };
}

const isTrue = (attribute = ''): boolean => /^(1|true|on)$/i.test(attribute);
