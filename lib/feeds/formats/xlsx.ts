import { readAtMost } from '../../shared/bounded-bytes.ts';
import { coverReader } from './cover-reader.ts';
import { FileProblem, type FileRow, type FileTable, rowsPerSheet, type SourceFile } from './format.ts';
import { refuseOtherArchives } from './other-archives.ts';
import type { CellContext } from './xlsx-cell.ts';
import { mergesOf } from './xlsx-merges.ts';
import { sheetReader } from './xlsx-sheet.ts';
import { readWorkbook } from './xlsx-workbook.ts';
import { type Archive, brokenXlsx, openArchive, piecesOf } from './zip.ts';

const fileLimit = 64 * 1024 * 1024;

const tooLarge = (): FileProblem =>
  new FileProblem('file-too-large', 'An XLSX file is at most 64 MB. Send it in parts, or as CSV.');

/** The sheets of an XLSX file (ECMA-376). It is unpacked in pieces and never beyond the limits. */
export async function readXlsx(file: SourceFile): Promise<FileTable[]> {
  if (file.bytes > fileLimit) throw tooLarge();
  const read = await readAtMost(file.open(), { bytesAtMost: fileLimit });
  if (!read.ok) throw tooLarge();
  const archive = openArchive(read.value);
  refuseOtherArchives(archive);
  const { sheets, ...context } = readWorkbook(archive);
  return sheets.map(({ name, path, isHidden }, index) => ({
    name,
    ...(isHidden && { isHidden }),
    batches: sheetRows(archive, path, { ...context, firstRow: index * rowsPerSheet }),
  }));
}

function* sheetRows(
  archive: Archive,
  path: string,
  { firstRow, ...context }: CellContext & { firstRow: number },
): Generator<FileRow[]> {
  const sheet = archive.get(path);
  if (!sheet) throw brokenXlsx();
  let ready: FileRow[] = [];
  const covers = coverReader(mergesOf(piecesOf(sheet)));
  const reader = sheetReader({ ...context, covers }, ({ row, covered = [], ...read }) => {
    ready.push({
      row: firstRow + row,
      ...read,
      ...(covered.length > 0 && {
        covered: covered.map((cell) => ({ ...cell, anchorRow: firstRow + cell.anchorRow })),
      }),
    });
  });
  for (const piece of piecesOf(sheet)) {
    reader.write(piece);
    if (ready.length === 0) continue;
    yield ready;
    ready = [];
  }
  reader.close();
  if (ready.length > 0) yield ready;
}
