import { coverReader } from './cover-reader.ts';
import { type FileRow, type FileTable, rowsPerSheet, type SourceFile } from './format.ts';
import { refuseArchiveOfFiles, refuseOtherArchives } from './other-archives.ts';
import type { CellContext } from './xlsx-cell.ts';
import { mergesOf } from './xlsx-merges.ts';
import { sheetReader } from './xlsx-sheet.ts';
import { readWorkbook } from './xlsx-workbook.ts';
import { type Archive, archiveBytes, openArchive, pathOf, piecesOf } from './zip.ts';
import { brokenXlsx, readDirectory } from './zip-directory.ts';

/** The sheets of an XLSX file (ECMA-376). It is unpacked in pieces and never beyond the limits. */
export async function readXlsx(file: SourceFile): Promise<FileTable[]> {
  const bytes = await archiveBytes(file);
  refuseArchiveOfFiles(
    readDirectory(bytes).map(({ nameBytes }) => pathOf(Buffer.from(nameBytes).toString())),
  );
  const archive = openArchive(bytes);
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
