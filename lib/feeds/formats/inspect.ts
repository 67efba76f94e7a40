import { createHash } from 'node:crypto';
import { proveGb18030, strictDecoder } from './encoding.ts';
import { type Encoding, type FileFormat, FileProblem, rowLimit, type SourceFile } from './format.ts';
import { isWrapper } from './json-wrapper.ts';
import { createStreamSearch, isCompoundFile, refuseOtherBytes, refuseOtherTexts } from './other-files.ts';
import { binaryFile, proveUtf16, utf16Of } from './utf16.ts';

/** What a first pass over the whole file found. Nothing is inferred from a part of it. */
export interface Inspected {
  readonly sha256: string;
  readonly format: FileFormat;
  /** Encoding of text formats. XLSX is UTF-8 by its standard. */
  readonly encoding: Encoding;
}

/** Bytes read to recognise the format. For JSON more are read, enough for a whole first record. */
const headBytes = 4096;
const jsonHeadBytes = 2 * rowLimit;

/** @throws FileProblem `empty-file`, `unknown-encoding`, `binary-file`, or what the file is instead of a table */
export async function inspect(file: SourceFile): Promise<Inspected> {
  const hash = createHash('sha256');
  const utf8 = strictDecoder('utf-8');
  const head = createHead();
  const streams = createStreamSearch();
  let bytes = 0;
  let nulAt: number | undefined;
  for await (const chunk of file.open()) {
    hash.update(chunk);
    head.take(chunk);
    if (head.isCompound()) streams.take(chunk);
    if (!head.isZip()) {
      utf8.take(chunk);
      const nul = nulAt === undefined ? chunk.indexOf(0) : -1;
      if (nul >= 0) nulAt = bytes + nul;
    }
    bytes += chunk.length;
  }
  const sha256 = hash.digest('hex');
  if (bytes === 0) throw new FileProblem('empty-file', 'The file has 0 bytes. Export it again and send it.');
  if (head.isZip()) return { sha256, format: 'xlsx', encoding: 'utf-8' };
  if (head.isCompound()) throw streams.problem();
  refuseOtherBytes(head.bytes());
  const encoding = await encodingOf(file, { head: head.bytes(), nulAt, isUtf8: utf8.end() });
  const text = new TextDecoder(encoding).decode(head.bytes());
  return { sha256, format: textFormat(text.replace(/^\uFEFF/, '').trimStart()), encoding };
}

/** Collects the first bytes of a file, and more of them when it begins like a JSON object. */
function createHead() {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let limit = headBytes;
  let isZip: boolean | undefined;
  let isCompound = false;
  const bytes = (): Buffer => Buffer.concat(chunks);
  return {
    take(chunk: Uint8Array): void {
      if (size >= limit) return;
      chunks.push(chunk);
      size += chunk.length;
      if (isZip === undefined && size >= 4) {
        isZip = startsWith(bytes(), 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes(), 0x50, 0x4b, 0x05, 0x06);
        isCompound = isCompoundFile(bytes());
      }
      if (limit === headBytes && size >= headBytes && beginsLikeObject(bytes())) limit = jsonHeadBytes;
    },
    bytes,
    isZip: () => isZip === true,
    isCompound: () => isCompound,
  };
}

const beginsLikeObject = (bytes: Buffer): boolean =>
  /^[^\w"'[<]*\{/.test(bytes.toString('latin1', 0, headBytes));

const startsWith = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte);

/** The one encoding in which all bytes of the file are text. @throws FileProblem */
async function encodingOf(
  file: SourceFile,
  { head, nulAt, isUtf8 }: { head: Uint8Array; nulAt: number | undefined; isUtf8: boolean },
): Promise<Encoding> {
  const utf16 = utf16Of(head.subarray(0, headBytes), nulAt !== undefined);
  if (utf16) {
    await proveUtf16(file, utf16);
    return utf16;
  }
  if (nulAt !== undefined) throw binaryFile(nulAt);
  if (isUtf8) return 'utf-8';
  await proveGb18030(file);
  return 'gb18030';
}

function textFormat(text: string): FileFormat {
  refuseOtherTexts(text);
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  return isOneRecordALine(text) ? 'ndjson' : 'json';
}

/**
 * True when the first line is a whole record (NDJSON), with a comma behind it or not. A single line that wraps records
 * is a JSON file.
 */
function isOneRecordALine(text: string): boolean {
  const end = text.indexOf('\n');
  const [line, rest] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)];
  const record = line.replace(/,\s*$/, '');
  try {
    JSON.parse(record);
    return rest.trim() !== '' || !isWrapper(record);
  } catch {
    return false;
  }
}
