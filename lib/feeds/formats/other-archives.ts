import { FileProblem } from './format.ts';
import { documentFile, openDocument, unknownFile } from './other-files.ts';
import { type Archive, smallPart } from './zip.ts';

/** Parts by which the archive of an office program or of an OFD writer is known, in lower case. */
const marks = [
  'mimetype',
  'meta-inf/manifest.xml',
  'xl/workbook.bin',
  'xl/workbook.xml',
  '[content_types].xml',
  '_rels/.rels',
  'ofd.xml',
  'word/document.xml',
  'ppt/presentation.xml',
];
const isOfNumbers = (name: string): boolean => /\.iwa$|^Index\.zip$/i.test(name);

/**
 * Refuses an archive in which a person packed files: it is no table itself.
 * @throws FileProblem `zip-of-files`, `empty-file`
 */
export function refuseArchiveOfFiles(names: readonly string[]): void {
  if (names.some((name) => marks.includes(name.toLowerCase()) || isOfNumbers(name))) return;
  const files = names.filter(isPackedFile);
  throw files.length === 0
    ? new FileProblem('empty-file', 'The archive holds no file. Pack it again, or send its files one by one.')
    : new FileProblem(
        'zip-of-files',
        `This is an archive of ${files.length} files, not a workbook. Unpack it and send its files one by one.`,
      );
}

/** Folders, and what macOS and Windows put beside files, are no files of the sender. */
export const isPackedFile = (path: string): boolean =>
  !/\/$|(^|\/)__MACOSX\/|(^|\/)(\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(path);

/** @throws FileProblem for an archive that is no workbook: it says what it is, and what to do */
export function refuseOtherArchives(archive: Archive): void {
  const { names } = archive;
  if (archive.has('mimetype') || archive.has('META-INF/manifest.xml')) refuseOpenDocument(archive);
  if (archive.has('xl/workbook.bin')) {
    throw new FileProblem(
      'binary-workbook',
      'This is a binary workbook (.xlsb). Save it as .xlsx, or as CSV.',
    );
  }
  if (archive.has('OFD.xml')) throw documentFile('OFD');
  if (archive.has('word/document.xml')) throw documentFile('Word');
  if (archive.has('ppt/presentation.xml')) throw documentFile('PowerPoint');
  if (names.some(isOfNumbers)) throw unknownFile();
  if (['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'].some((name) => archive.has(name))) return;
  throw unknownFile();
}

function refuseOpenDocument(archive: Archive): void {
  const type = archive.has('mimetype') ? [...smallPart(archive, 'mimetype')].join('') : '';
  if (/opendocument\.(text|presentation|graphics)/.test(type)) throw documentFile('OpenDocument');
  if (/opendocument/.test(type) || archive.has('content.xml')) throw openDocument();
}
