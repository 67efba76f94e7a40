import { FileProblem } from './format.ts';

const startsWith = (bytes: Uint8Array, first: readonly number[], at = 0): boolean =>
  first.every((byte, index) => bytes[at + index] === byte);

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const archive = (what: string): FileProblem =>
  new FileProblem('archive-file', `This is an archive (${what}). Unpack it and send its files one by one.`);

const document = (what: string): FileProblem =>
  new FileProblem(
    'document-file',
    `This is a document (${what}), not a table. Send the table as .xlsx or CSV.`,
  );

const image = (what: string): FileProblem =>
  new FileProblem('image-file', `This is an image (${what}), not a table. Send the table as .xlsx or CSV.`);

const oldExcel = (): FileProblem =>
  new FileProblem('old-excel', 'This is an old Excel or WPS file (.xls, .et). Save it as .xlsx, or as CSV.');

/** The first bytes of files that are no table, and what they are. */
const marks: readonly (readonly [first: readonly number[], problem: () => FileProblem, at?: number])[] = [
  [ascii('%PDF-'), () => document('PDF')],
  [ascii('{\\rtf'), () => document('RTF')],
  [ascii('Rar!\x1a\x07'), () => archive('RAR')],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], () => archive('7z')],
  [[0x1f, 0x8b, 0x08], () => archive('gzip')],
  [[0xfd, ...ascii('7zXZ\0')], () => archive('xz')],
  [[...ascii('BZh'), 0x39, 0x31, 0x41, 0x59], () => archive('bzip2')],
  [ascii('ustar'), () => archive('tar'), 257],
  [[0xff, 0xd8, 0xff], () => image('JPEG')],
  [[0x89, ...ascii('PNG\r\n')], () => image('PNG')],
  [ascii('GIF8'), () => image('GIF')],
  [ascii('II*\0'), () => image('TIFF')],
  [ascii('MM\0*'), () => image('TIFF')],
  ...[0x00, 0x02, 0x04, 0x08].map((version) => [[0x09, version], oldExcel] as const),
];

/** @throws FileProblem for a file that is no table, by its first bytes */
export function refuseOtherBytes(head: Uint8Array): void {
  for (const [first, problem, at = 0] of marks) {
    // A record of an old Excel file that stands alone: its length follows, and a byte that no text has.
    const isRecord = first[0] === 0x09;
    if (startsWith(head, first, at) && (!isRecord || head[3] === 0)) throw problem();
  }
}

/** @throws FileProblem for a text that is no table: a web page, a workbook of 2003 or OpenDocument as XML */
export function refuseOtherTexts(text: string): void {
  const start = text.replace(/^(?:\s+|<\?[^>]*\?>|<!--[\s\S]*?-->)+/, '');
  const isMail =
    /^(mime-version|from|date|subject|content-type|content-location|snapshot-content-location|x-[\w-]+):/i;
  if (isMail.test(start) && /content-type:\s*(multipart\/|text\/html)/i.test(text)) throw webPage('MHTML');
  if (/^<(!doctype\s+html|html|table|meta)\b/i.test(start)) throw webPage('HTML');
  const isPart = /^<(head|style|script|link|title|div|span|center|font|br|p|b|form|thead|tbody|tr|h[1-6])\b/i;
  if (isPart.test(start) && /<(table|tr|td|th|html|body)\b/i.test(text)) throw webPage('HTML');
  if (/^<(\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(start)) {
    throw new FileProblem(
      'xml-spreadsheet',
      'This is a workbook in the XML of Excel 2003. Open it and save it as .xlsx, or as CSV.',
    );
  }
  if (/^<office:document\b/.test(start)) throw openDocument();
}

const webPage = (what: string): FileProblem =>
  new FileProblem(
    'web-page',
    `This is a web page (${what}) under the name of a spreadsheet. Open it and save it as .xlsx or CSV.`,
  );

export const openDocument = (): FileProblem =>
  new FileProblem('opendocument', 'This is an OpenDocument spreadsheet (.ods). Save it as .xlsx, or as CSV.');

export const encryptedFile = (): FileProblem =>
  new FileProblem(
    'encrypted-file',
    'The file is protected by a password. Remove the password and send it again.',
  );

/** The first bytes of an OLE2 compound file, in which older office programs and encrypted files are stored. */
export const isCompoundFile = (head: Uint8Array): boolean => startsWith(head, [0xd0, 0xcf, 0x11, 0xe0]);

/** The streams that tell what a compound file is, the decisive one first. */
const streams: readonly (readonly [name: string, problem: () => FileProblem])[] = [
  ['EncryptedPackage', encryptedFile],
  ['Workbook', oldExcel],
  ['Book', oldExcel],
  ['WordDocument', () => document('Word')],
  ['PowerPoint Document', () => document('PowerPoint')],
];

/** An entry of its directory has 128 bytes and begins with its name in UTF-16. */
const entryBytes = 128;

/** Looks for the directory of a compound file while its bytes pass by. */
export function createStreamSearch() {
  const names = streams.map(([name]) => Buffer.from(`${name}\0`, 'utf16le'));
  const found = new Set<number>();
  let before = Buffer.alloc(0);
  let position = 0;
  return {
    take(chunk: Uint8Array): void {
      const bytes = Buffer.concat([before, chunk]);
      for (const [index, name] of names.entries()) {
        for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1))
          if ((position + at) % entryBytes === 0) found.add(index);
      }
      before = bytes.subarray(Math.max(0, bytes.length - entryBytes));
      position += bytes.length - before.length;
    },
    problem(): FileProblem {
      const [, problem = unknownFile] = streams.find((_, index) => found.has(index)) ?? [];
      return problem();
    },
  };
}

export const unknownFile = (): FileProblem =>
  new FileProblem(
    'format-not-built',
    'This is a file of another program, or one with a password. Save it as .xlsx without a password, or as CSV.',
  );

export { document as documentFile };
