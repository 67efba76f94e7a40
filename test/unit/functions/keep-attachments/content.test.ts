import { describe, expect, it } from 'vitest';
import { checkContent } from '../../../../functions/keep-attachments/content.ts';
import type { AttachmentType } from '../../../../schemas/attachments.ts';
import {
  jpegComment,
  jpegOf,
  packedObjects,
  pdfOf,
  pdfStream,
  pngChunk,
  pngOf,
  scannedPdf,
  withObject,
  zipEnd,
} from '../../../support/attachment-files.ts';

const verdict = (type: AttachmentType, bytes: Buffer): string => {
  const checked = checkContent(type, bytes);
  return checked.ok ? 'taken' : checked.error;
};
const cut = (bytes: Buffer, count: number): Buffer => bytes.subarray(0, bytes.length - count);
const behind = (bytes: Buffer, more: string): Buffer => Buffer.concat([bytes, Buffer.from(more, 'latin1')]);

describe('a PDF', () => {
  const trapOfZip = Buffer.from(zipEnd().toString('latin1').slice(0, 20), 'latin1');
  const zipInside = (): Buffer => {
    const rest = '\nendstream\nendobj\nxref\nstartxref\n9\n%%EOF\n';
    const size = Buffer.alloc(2);
    size.writeUInt16LE(rest.length);
    const head = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Length 22 >>\nstream\n');
    return Buffer.concat([head, trapOfZip, size, Buffer.from(rest)]);
  };
  it.each([
    ['of a scanner, whose pixels look like names of scripts', scannedPdf, 'taken'],
    ['whose objects stand packed', withObject(packedObjects('<< /Type /Page >>')), 'taken'],
    ['with blanks behind its end', behind(scannedPdf, '\r\n \0'), 'taken'],
    ['with a name that only begins like a script', withObject('<< /JSFont 3 0 R >>'), 'taken'],
    ['that is a program', Buffer.from('MZ\x90\0'), 'other-content'],
    ['that is a page of the web', Buffer.from('<html><script>'), 'other-content'],
    ['with something before its header', Buffer.concat([Buffer.from('x'), scannedPdf]), 'other-content'],
    ['without its last line', cut(scannedPdf, 7), 'broken-content'],
    ['of a header alone', Buffer.from('%PDF-1.7\n%%EOF'), 'broken-content'],
    ['with a stream that never ends', withObject('<< >>\nstream\nabc'), 'broken-content'],
    ['with something behind its end', behind(scannedPdf, 'PK\x03\x04'), 'bytes-after-end'],
    ['that is a ZIP too', zipInside(), 'several-formats'],
    ['with a script', withObject('<< /S /JavaScript /JS (app.alert) >>'), 'active-content'],
    ['with a script whose name is written in numbers', withObject('<< /#4aS (x) >>'), 'active-content'],
    ['with a script in a packed object', withObject(packedObjects('<</JS(x)>>')), 'active-content'],
    ['that starts a program', withObject('<< /S /Launch /F (cmd.exe) >>'), 'active-content'],
    [
      'that carries another file',
      withObject(pdfStream('/Type /EmbeddedFile', Buffer.from('x'))),
      'active-content',
    ],
    ['with a password', pdfOf('<< /Encrypt 5 0 R >>'), 'encrypted-content'],
    [
      'with objects packed as nobody packs them',
      withObject(packedObjects('<<>>', '/Filter [/ASCIIHexDecode /FlateDecode]')),
      'hidden-content',
    ],
    [
      'with packed objects that do not unpack',
      withObject(pdfStream('/Type /ObjStm /Filter /FlateDecode', Buffer.from('x'))),
      'hidden-content',
    ],
    [
      'whose container pretends in a text that it begins there',
      withObject(packedObjects('<</JS(x)>>', '/Filter /FlateDecode /X (endobj 1 0 obj << ( ) \\( )')),
      'hidden-content',
    ],
    [
      'whose container pretends in a comment that it begins there',
      withObject(packedObjects('<</JS(x)>>', '/Filter /FlateDecode % endobj 1 0 obj <<\n')),
      'hidden-content',
    ],
    [
      'with brackets and signs of a comment in a text',
      withObject(pdfStream('/X (100% \\) (of) it) /Y (\\\\)', Buffer.from('x'))),
      'taken',
    ],
    [
      'with an object inside a stream',
      withObject(pdfStream('', Buffer.from('7 0 obj <</JS(x)>> endobj'))),
      'hidden-content',
    ],
  ])('%s: %#', (_what, bytes, expected) => {
    expect(verdict('application/pdf', bytes)).toBe(expected);
  });

  it('whose packed objects would fill the memory is refused, not unpacked', () => {
    const bomb = withObject(packedObjects(' '.repeat(40_000_000)));
    expect(bomb.length).toBeLessThan(100_000);
    expect(verdict('application/pdf', bomb)).toBe('hidden-content');
  });

  it('whose packed objects are small each and too large together is refused as well', () => {
    const part = () => packedObjects(' '.repeat(20_000_000));
    expect(verdict('application/pdf', withObject(part()))).toBe('taken');
    expect(verdict('application/pdf', pdfOf(part(), part()))).toBe('hidden-content');
  });

  it('made to be slow to look through is looked through at once', () => {
    const many = Buffer.from(`%PDF-1.7\n1 0 obj\n${'>>stream\n'.repeat(400_000)}startxref\n%%EOF`);
    const begun = performance.now();
    expect(verdict('application/pdf', many)).toBe('broken-content');
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('a PNG', () => {
  const png = pngOf();
  const spoiled = Buffer.from(png);
  spoiled[20] = (spoiled[20] ?? 0) ^ 1;
  it.each([
    ['of one pixel', png, 'taken'],
    ['that is a JPEG', jpegOf(), 'other-content'],
    ['of a signature alone', png.subarray(0, 8), 'broken-content'],
    ['cut off', cut(png, 1), 'broken-content'],
    ['with a byte changed', spoiled, 'broken-content'],
    [
      'without pixels',
      Buffer.concat([png.subarray(0, 33), pngChunk('IEND', Buffer.alloc(0))]),
      'broken-content',
    ],
    ['with something behind its end', behind(png, '<?php'), 'bytes-after-end'],
    ['with a PDF in a comment', pngOf(pngChunk('tEXt', Buffer.from('x\0%PDF-1.4'))), 'several-formats'],
  ])('%s: %#', (_what, bytes, expected) => {
    expect(verdict('image/png', bytes)).toBe(expected);
  });
});

describe('a JPEG', () => {
  const jpeg = jpegOf();
  it.each([
    ['with pixels that look like markers', jpeg, 'taken'],
    ['with a preview behind it, as cameras make it', Buffer.concat([jpeg, jpegOf()]), 'taken'],
    ['that is a PNG', pngOf(), 'other-content'],
    ['cut off', cut(jpeg, 2), 'broken-content'],
    ['without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'broken-content'],
    ['with something behind its end', behind(jpeg, 'MZ'), 'bytes-after-end'],
    ['with a broken image behind its end', Buffer.concat([jpeg, jpeg.subarray(0, 20)]), 'bytes-after-end'],
    ['with a PDF in a comment', jpegOf(jpegComment('%PDF-1.7')), 'several-formats'],
  ])('%s: %#', (_what, bytes, expected) => {
    expect(verdict('image/jpeg', bytes)).toBe(expected);
  });
});
