import { createHash } from 'node:crypto';
import { type Encoding, type FileFormat, FileProblem, type SourceFile } from './format.ts';

/** What a first pass over the whole file shows: never guessed from a part of it. */
export interface Inspected {
  readonly sha256: string;
  readonly format: FileFormat;
  /** Of text formats; XLSX is UTF-8 by its standard. */
  readonly encoding: Encoding;
}

const startsWith = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte);

/** @throws FileProblem `empty-file`, `unknown-encoding`, `format-not-built`, `binary-file` */
export async function inspect(file: SourceFile): Promise<Inspected> {
  const hash = createHash('sha256');
  const utf8 = strictDecoder('utf-8');
  let head = new Uint8Array(0);
  let bytes = 0;
  let nulAt: number | undefined;
  for await (const chunk of file.open()) {
    hash.update(chunk);
    if (head.length < 4096) head = Buffer.concat([head, chunk]).subarray(0, 4096);
    if (!isZip(head)) {
      utf8.take(chunk);
      const nul = nulAt === undefined ? chunk.indexOf(0) : -1;
      if (nul >= 0) nulAt = bytes + nul;
    }
    bytes += chunk.length;
  }
  const sha256 = hash.digest('hex');
  if (bytes === 0) throw new FileProblem('empty-file', 'The file has 0 bytes. Export it again and send it.');
  if (isZip(head)) return { sha256, format: 'xlsx', encoding: 'utf-8' };
  refuseOthers(head, nulAt);
  const encoding = utf8.end() ? 'utf-8' : (await isWholly(file, 'gb18030')) ? 'gb18030' : undefined;
  if (!encoding) {
    throw new FileProblem(
      'unknown-encoding',
      'The file is neither UTF-8 nor GB18030 all through. Export it again in one of the two.',
    );
  }
  const text = new TextDecoder(encoding)
    .decode(head.subarray(0, 2048))
    .replace(/^\uFEFF/, '')
    .trimStart();
  return { sha256, format: textFormat(text), encoding };
}

const isZip = (head: Uint8Array): boolean => startsWith(head, 0x50, 0x4b, 0x03, 0x04);

function refuseOthers(head: Uint8Array, nulAt: number | undefined): void {
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new FileProblem('format-not-built', 'This is an old Excel file (.xls). Save it as .xlsx or CSV.');
  }
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) {
    throw new FileProblem('unknown-encoding', 'The file is UTF-16. Export it as UTF-8 or GB18030.');
  }
  if (nulAt !== undefined) {
    throw new FileProblem(
      'binary-file',
      `The file has a NUL byte at position ${nulAt}: it is no text. Export it again.`,
    );
  }
}

function textFormat(text: string): FileFormat {
  if (text.startsWith('<')) {
    throw new FileProblem('format-not-built', 'XML is not read yet. Send CSV, XLSX or JSON.');
  }
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  const firstLine = text.split('\n', 1)[0] ?? '';
  return isJson(firstLine) && text.includes('\n{') ? 'ndjson' : 'json';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Takes chunks until one is not of the encoding. */
function strictDecoder(encoding: Encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let valid = true;
  const attempt = (chunk?: Uint8Array): void => {
    if (!valid) return;
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      valid = false;
    }
  };
  return {
    take: (chunk: Uint8Array) => attempt(chunk),
    isValid: () => valid,
    end(): boolean {
      attempt();
      return valid;
    },
  };
}

async function isWholly(file: SourceFile, encoding: Encoding): Promise<boolean> {
  const decoder = strictDecoder(encoding);
  for await (const chunk of file.open()) {
    decoder.take(chunk);
    if (!decoder.isValid()) return false;
  }
  return decoder.end();
}
