import { FileProblem } from './format.ts';
import { documentFile, openDocument, unknownFile } from './other-files.ts';
import { type Archive, smallPart } from './zip.ts';

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
  if (names.some((name) => /\.iwa$|^Index\.zip$/i.test(name))) throw unknownFile();
  if (['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'].some((name) => archive.has(name))) return;
  const files = names.filter((name) => !name.endsWith('/'));
  throw files.length === 0
    ? new FileProblem('empty-file', 'The archive holds no file. Pack it again, or send its files one by one.')
    : new FileProblem(
        'zip-of-files',
        `This is an archive of ${files.length} files, not a workbook. Unpack it and send its files one by one.`,
      );
}

function refuseOpenDocument(archive: Archive): void {
  const type = archive.has('mimetype') ? [...smallPart(archive, 'mimetype')].join('') : '';
  if (/opendocument\.(text|presentation|graphics)/.test(type)) throw documentFile('OpenDocument');
  if (/opendocument/.test(type) || archive.has('content.xml')) throw openDocument();
}
