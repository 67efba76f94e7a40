import { Inflate, inflateSync } from 'fflate';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { checkedHeader, FileProblem, type FileRow, type FileTable, type SourceFile } from './format.ts';

const fileLimit = 64 * 1024 * 1024;
const unpackedLimit = 1024 * 1024 * 1024;
const sharedLimit = 128 * 1024 * 1024;
/** No spreadsheet packs this well: an archive that does is made to fill memory. */
const ratioLimit = 200;
const ratioFrom = 32 * 1024 * 1024;
const rowLimit = 1_000_000;
/** Packed bytes at a time: what they unpack to is held in memory. */
const pieceBytes = 8 * 1024;

/** The first sheet of an XLSX file (ECMA-376): unpacked piece by piece, never more than the limits. */
export async function readXlsx(file: SourceFile): Promise<FileTable> {
  if (file.bytes > fileLimit) {
    throw new FileProblem('file-too-large', 'An XLSX file is at most 64 MB. Send it in parts, or as CSV.');
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  const archive = openArchive(Buffer.concat(chunks));
  const strings = sharedStrings(archive);
  const dateStyles = dateStylesOf(archive);
  const rows = sheetRows(archive, { strings, dateStyles });
  const { value: first, done } = rows.next();
  return { header: checkedHeader(done ? [] : first.cells), rows };
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly size: number;
  readonly packed: Uint8Array;
}
type Archive = ReadonlyMap<string, Entry>;

const broken = (): FileProblem =>
  new FileProblem('broken-xlsx', 'The file is a damaged or cut-off XLSX. Save it again and send it whole.');

/** Reads the directory at the end of the archive and checks what it promises. */
function openArchive(bytes: Buffer): Archive {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw broken();
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  let unpacked = 0;
  try {
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
      if (bytes.readUInt32LE(at) !== 0x02014b50) throw broken();
      const nameLength = bytes.readUInt16LE(at + 28);
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      const size = bytes.readUInt32LE(at + 24);
      unpacked += size;
      entries.set(name, { name, method: bytes.readUInt16LE(at + 10), size, packed: packedAt(bytes, at) });
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  } catch {
    throw broken();
  }
  const isBomb = unpacked > ratioFrom && unpacked > bytes.length * ratioLimit;
  if (unpacked > unpackedLimit || isBomb) {
    throw new FileProblem(
      'file-too-large',
      `The XLSX of ${bytes.length} bytes unpacks to ${unpacked}. Send it in parts, or as CSV.`,
    );
  }
  return entries;
}

function packedAt(bytes: Buffer, directory: number): Uint8Array {
  const local = bytes.readUInt32LE(directory + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const size = bytes.readUInt32LE(directory + 20);
  if (start + size > bytes.length) throw broken();
  return bytes.subarray(start, start + size);
}

/** A small part of the archive as text. */
function textOf(archive: Archive, name: string): string | undefined {
  const entry = archive.get(name);
  if (!entry) return undefined;
  if (entry.size > sharedLimit) {
    throw new FileProblem(
      'file-too-large',
      'A part of the XLSX is larger than 128 MB. Send it in parts, or as CSV.',
    );
  }
  try {
    const bytes =
      entry.method === 0 ? entry.packed : inflateSync(entry.packed, { out: new Uint8Array(entry.size) });
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw broken();
  }
}

/** Text of a part, in pieces; ends when more comes out than the directory said. */
function* piecesOf({ method, packed, size }: Entry): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let out: Uint8Array[] = [];
  let bytes = 0;
  const inflate = new Inflate((chunk) => {
    out.push(chunk);
    bytes += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += pieceBytes) {
      const piece = packed.subarray(at, at + pieceBytes);
      if (method === 0) out.push(piece);
      else inflate.push(piece, at + pieceBytes >= packed.length);
      if (bytes > size) throw broken();
      const ready = out;
      out = [];
      for (const chunk of ready) yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw error instanceof FileProblem ? error : broken();
  }
}

interface XmlEvents {
  open?(tag: SaxesTagPlain): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** A strict XML reader; a DOCTYPE is refused, so that no entity can be declared. */
function xmlReader(events: XmlEvents): SaxesParser {
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw new FileProblem('broken-xlsx', 'The XLSX declares a DOCTYPE, which no spreadsheet program writes.');
  });
  parser.on('error', () => {
    throw broken();
  });
  if (events.open) parser.on('opentag', events.open);
  if (events.close) parser.on('closetag', (tag) => events.close?.(tag.name));
  if (events.text) parser.on('text', events.text);
  return parser;
}

const localName = (name: string): string => name.split(':').at(-1) ?? name;

function sharedStrings(archive: Archive): string[] {
  const strings: string[] = [];
  const xml = textOf(archive, 'xl/sharedStrings.xml');
  if (!xml) return strings;
  let current = '';
  let inText = false;
  let inPhonetic = false;
  const reader = xmlReader({
    open({ name }) {
      const tag = localName(name);
      if (tag === 'si') current = '';
      if (tag === 'rPh') inPhonetic = true;
      if (tag === 't') inText = !inPhonetic;
    },
    close(name) {
      const tag = localName(name);
      if (tag === 'si') strings.push(current);
      if (tag === 'rPh') inPhonetic = false;
      if (tag === 't') inText = false;
    },
    text(text) {
      if (inText) current += text;
    },
  });
  reader.write(xml).close();
  return strings;
}

const builtInDates = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Cell styles that show a number as a date. */
function dateStylesOf(archive: Archive): ReadonlySet<number> {
  const dates = new Set<number>();
  const xml = textOf(archive, 'xl/styles.xml');
  if (!xml) return dates;
  const custom = new Set<number>();
  let inCellFormats = false;
  let index = 0;
  const reader = xmlReader({
    open({ name, attributes }) {
      const tag = localName(name);
      const code = (attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
      if (tag === 'numFmt' && /[ymd]/i.test(code)) custom.add(Number(attributes['numFmtId']));
      if (tag === 'cellXfs') inCellFormats = true;
      if (tag !== 'xf' || !inCellFormats) return;
      const format = Number(attributes['numFmtId']);
      if (builtInDates.has(format) || custom.has(format)) dates.add(index);
      index++;
    },
    close(name) {
      if (localName(name) === 'cellXfs') inCellFormats = false;
    },
  });
  reader.write(xml).close();
  return dates;
}

interface SheetContext {
  readonly strings: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
}

function* sheetRows(archive: Archive, context: SheetContext): Generator<FileRow> {
  const sheet = [...archive.values()]
    .filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name))
    .sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))[0];
  if (!sheet) throw broken();
  const ready: FileRow[] = [];
  const reader = sheetReader(context, (row) => ready.push(row));
  for (const piece of piecesOf(sheet)) {
    reader.write(piece);
    yield* ready.splice(0);
  }
  reader.close();
  yield* ready.splice(0);
}

function sheetReader(context: SheetContext, onRow: (row: FileRow) => void): SaxesParser {
  let row = 0;
  let characters = 0;
  let cells: string[] = [];
  let column = 0;
  let type = '';
  let style = -1;
  let value = '';
  let inValue = false;
  return xmlReader({
    open({ name, attributes }) {
      const tag = localName(name);
      if (tag === 'row') {
        row = Number(attributes['r'] ?? row + 1);
        cells = [];
        column = 0;
        characters = 0;
      } else if (tag === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? -1);
        value = '';
      } else if (tag === 'v' || tag === 't') inValue = true;
    },
    close(name) {
      const tag = localName(name);
      if (tag === 'v' || tag === 't') inValue = false;
      else if (tag === 'c' && column > 0 && column <= 1000) {
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = cellText(value, { ...context, type, style });
      } else if (tag === 'row' && cells.some((cell) => cell.trim() !== '')) onRow({ row, cells });
    },
    text(text) {
      if (!inValue) return;
      value += text;
      characters += text.length;
      if (characters > rowLimit) {
        throw new FileProblem('row-too-large', `Row ${row} is longer than ${rowLimit} characters.`);
      }
    },
  });
}

const columnOf = (reference: string): number =>
  [...reference.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function cellText(
  value: string,
  { type, style, strings, dateStyles }: SheetContext & { type: string; style: number },
): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type !== 'n' || value === '') return value;
  if (dateStyles.has(style)) return dateOf(Number(value));
  const figure = Number(value);
  return Number.isFinite(figure) && Math.abs(figure) < 1e15 ? String(figure) : value;
}

/** A serial day of the 1900 system, which counts a 29 February 1900 that never was. */
function dateOf(serial: number): string {
  const days = Math.floor(serial) - (serial >= 60 ? 25569 : 25568);
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? String(serial) : date.toISOString().slice(0, 10);
}
