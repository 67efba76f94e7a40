import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { runReasons } from '../../../../../schemas/reasons/run-problems.ts';
import { gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const problemOf = async (bytes: Uint8Array) => (await read('registry', bytes)).problem;

/** A compound file (OLE2): a header, other sectors, and a directory with these streams at its end. */
function compoundFile(...streams: string[]): Uint8Array {
  const header = Buffer.alloc(512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  const entries = ['Root Entry', ...streams].map((name) => {
    const entry = Buffer.alloc(128);
    entry.write(name, 'utf16le');
    entry.writeUInt16LE(2 * name.length + 2, 64);
    return entry;
  });
  // The name of another kind stands in the content, where it means nothing.
  const content = Buffer.alloc(7 * 512);
  content.write('EncryptedPackage\0', 6, 'utf16le');
  return Buffer.concat([header, content, ...entries]);
}
const zip = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])));
const ods = zipSync({
  mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
  'content.xml': strToU8('<office:document-content/>'),
});
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const locked = (): Uint8Array => {
  const bytes = Buffer.from(zip('xl/workbook.xml'));
  const directory = bytes.readUInt32LE(bytes.length - 6);
  bytes.writeUInt16LE(bytes.readUInt16LE(directory + 8) | 1, directory + 8);
  return bytes;
};
const tableOfPage = '<tr><td>主体类别</td></tr>';

describe('a file that is no table says what it is:', () => {
  it.each<[string, Uint8Array, string]>([
    ['an Excel 97 file', compoundFile('Workbook'), 'old-excel'],
    ['an Excel 95 file', compoundFile('Book'), 'old-excel'],
    ['a WPS table', compoundFile('\u0005SummaryInformation', 'Workbook', 'ETExtData'), 'old-excel'],
    ['an Excel 4 file', Buffer.from('0904060000001000', 'hex'), 'old-excel'],
    ['a bare stream of Excel 97', Buffer.from('0908100000060500', 'hex'), 'old-excel'],
    ['a workbook with a password', compoundFile('EncryptionInfo', 'EncryptedPackage'), 'encrypted-file'],
    ['a Word file', compoundFile('WordDocument'), 'document-file'],
    ['a PowerPoint file', compoundFile('PowerPoint Document'), 'document-file'],
    ['another compound file', compoundFile('Contents'), 'format-not-built'],
    ['a Word document', zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml'), 'document-file'],
    ['slides', zip('[Content_Types].xml', 'ppt/presentation.xml'), 'document-file'],
    ['an OFD document', zip('OFD.xml', 'Doc_0/Document.xml'), 'document-file'],
    ['an OpenDocument spreadsheet', ods, 'opendocument'],
    ['one without its mark', zip('META-INF/manifest.xml', 'content.xml'), 'opendocument'],
    [
      'an OpenDocument text',
      zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text') }),
      'document-file',
    ],
    [
      'a flat OpenDocument spreadsheet',
      utf8('<?xml version="1.0"?>\n<office:document xmlns:office="x">'),
      'opendocument',
    ],
    ['a binary workbook', zip('[Content_Types].xml', 'xl/workbook.bin'), 'binary-workbook'],
    ['a table of Numbers', zip('Index/Document.iwa'), 'format-not-built'],
    ['an archive of tables', zip('a/一.csv', 'b.xlsx'), 'zip-of-files'],
    ['an archive of one table', zip('数据.xlsx'), 'zip-of-files'],
    ['a workbook with a password on its parts', locked(), 'encrypted-file'],
    [
      'a book',
      zipSync({ mimetype: strToU8('application/epub+zip'), 'a.xhtml': strToU8('<x/>') }),
      'format-not-built',
    ],
    ['an archive of what systems leave', zip('a/.DS_Store', '__MACOSX/._a'), 'empty-file'],
    ['an empty archive', zip(), 'empty-file'],
    ['RAR', bytesOf('Rar!\x1a\x07\x01\x00'), 'archive-file'],
    ['7z', bytesOf("7z\xbc\xaf'\x1c\x00\x04"), 'archive-file'],
    ['gzip', bytesOf('\x1f\x8b\x08\x00\x00'), 'archive-file'],
    ['tar', Buffer.concat([Buffer.alloc(257, 'a'), bytesOf('ustar\x0000')]), 'archive-file'],
    ['PDF', bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3'), 'document-file'],
    ['RTF', bytesOf('{\\rtf1\\ansi'), 'document-file'],
    ['JPEG', bytesOf('\xff\xd8\xff\xe0\x00\x10JFIF'), 'image-file'],
    ['PNG', bytesOf('\x89PNG\r\n\x1a\n'), 'image-file'],
    ['a page', utf8(`<html><body><table>${tableOfPage}</table>`), 'web-page'],
    ['a page of Office', utf8('\uFEFF<html xmlns:x="urn:schemas-microsoft-com:office:excel">'), 'web-page'],
    [
      'a page with its declaration',
      utf8('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">'),
      'web-page',
    ],
    ['a page behind a comment', utf8(`<!-- 导出 --><table>${tableOfPage}</table>`), 'web-page'],
    ['a table alone', gb18030(`\r\n<TABLE border=1>${tableOfPage}</TABLE>`), 'web-page'],
    ['a part of a page', gb18030(`<div class="x"><table>${tableOfPage}</table></div>`), 'web-page'],
    [
      'a style before a table',
      utf8(`<style>td{mso-number-format:"@"}</style><table>${tableOfPage}</table>`),
      'web-page',
    ],
    [
      'a page as mail',
      utf8(
        'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="a"\r\n\r\n',
      ),
      'web-page',
    ],
    [
      'a saved page',
      utf8(
        'From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n',
      ),
      'web-page',
    ],
    [
      'a workbook of 2003',
      utf8(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      ),
      'xml-spreadsheet',
    ],
    [
      'one with prefixes',
      utf8('<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'),
      'xml-spreadsheet',
    ],
  ])('%s', async (_what, bytes, code) => {
    expect(await problemOf(bytes)).toMatchObject({ kind: 'failed', code });
    expect(Object.keys(runReasons)).toContain(code);
  });

  it('in chunks that cut the names of its parts', async () => {
    const bytes = compoundFile('EncryptionInfo', 'EncryptedPackage');
    const parts = Array.from({ length: 3 }, (_, index) => bytes.subarray(0, bytes.length - index * 128));
    const codes = await Promise.all(parts.map(async (part) => (await problemOf(part))?.code));
    expect(codes).toEqual(['encrypted-file', 'format-not-built', 'format-not-built']);
  });
});

it.each([
  ['CSV that begins like a mail', 'from:,date:\na,b'],
  ['XML whose records are named like parts of a page', '<DATAS><div><a>1</a></div></DATAS>'],
  ['XML with a root like a part of a page', '<title><x><a>1</a></x></title>'],
])('%s is still a table', async (_what, text) => {
  expect((await problemOf(utf8(text)))?.code).toBe('column-missing');
});
