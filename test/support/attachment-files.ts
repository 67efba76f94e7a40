import { crc32, deflateSync } from 'node:zlib';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** A complete PDF of some objects. */
export const pdfOf = (...objects: (string | Buffer)[]): Buffer =>
  Buffer.concat([
    latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'),
    ...objects.flatMap((object, index) => [
      latin1(`${index + 1} 0 obj\n`),
      typeof object === 'string' ? latin1(object) : object,
      latin1('\nendobj\n'),
    ]),
    latin1('xref\n0 1\n0000000000 65535 f \ntrailer << /Size 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n'),
  ]);

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';

/** A stream object. */
export const pdfStream = (dictionary: string, body: Buffer): Buffer =>
  Buffer.concat([
    latin1(`<< ${dictionary} /Length ${body.length} >>\nstream\n`),
    body,
    latin1('\nendstream'),
  ]);

/** A page of pixels, as a scanner makes it. */
export const scanOf = (title: string): Buffer =>
  pdfOf(
    catalog,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R >>',
    pdfStream(
      '/Subtype /Image /Filter /DCTDecode',
      latin1(`\xff\xd8 /JS /Launch (looks like it, is pixels: ${title}) \xff\xd9`),
    ),
    '<< /Type /Outlines /First 3 0 R >>',
  );

export const scannedPdf = scanOf('scan');

export const withObject = (object: string | Buffer): Buffer => pdfOf(catalog, object);

/** A compressed stream of objects. */
export const packedObjects = (content: string, filter = '/Filter /FlateDecode'): Buffer =>
  pdfStream(`/Type /ObjStm /N 1 /First 4 ${filter}`, deflateSync(latin1(`9 0 ${content}`)));

export function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([latin1(type), content]);
  const chunk = Buffer.alloc(content.length + 12);
  chunk.writeUInt32BE(content.length);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), chunk.length - 4);
  return chunk;
}

const pngHeader = pngChunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const pixels = pngChunk('IDAT', deflateSync(Buffer.from([0, 0])));

/** A PNG of one pixel, with further chunks before its pixels. */
export const pngOf = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([
    latin1('\x89PNG\r\n\x1a\n'),
    pngHeader,
    ...chunks,
    pixels,
    pngChunk('IEND', Buffer.alloc(0)),
  ]);

const segment = (marker: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, 0, content.length + 2]), content]);

/** A JPEG with a frame and pixels, in which a stuffed byte and a restart look like markers. */
export const jpegOf = (...segments: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, latin1('JFIF\0\x01\x02\0\0\x01\0\x01\0\0')),
    ...segments,
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]),
  ]);

export const jpegComment = (text: string): Buffer => segment(0xfe, latin1(text));

/** The end record that an unzip program looks for: no entries, and a comment. */
export function zipEnd(comment = ''): Buffer {
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 'latin1');
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([record, latin1(comment)]);
}
