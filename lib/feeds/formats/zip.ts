import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { FileProblem } from './format.ts';
import { encryptedFile } from './other-files.ts';

const unpackedLimit = 1024 * 1024 * 1024;
const partLimit = 128 * 1024 * 1024;
/** No spreadsheet compresses this well. An archive that does is made to fill memory. */
const ratioLimit = 200;
const ratioFrom = 32 * 1024 * 1024;
/** Packed bytes read at a time. What they unpack to is in memory. */
const pieceBytes = 8 * 1024;
const fixedHeaderBytes = 30;

interface Entry {
  readonly method: number;
  /** Size after unpacking, as the directory states it. */
  readonly size: number;
  readonly checksum: number;
  readonly packed: Uint8Array;
  /** Offset of the entry's header in the archive. */
  readonly start: number;
  readonly end: number;
}

/** The entries of an archive. A name is found whatever its case, as names of parts are compared (ECMA-376, part 2). */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  get(name: string): Entry | undefined;
}

export const brokenXlsx = (): FileProblem =>
  new FileProblem('broken-xlsx', 'The file is a damaged or cut-off XLSX. Save it again and send it whole.');

/** Reads the directory at the end of the archive and checks the sizes it states. */
export function openArchive(bytes: Buffer): Archive {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    const directory = directoryOf(bytes);
    let { at } = directory;
    for (let { left } = directory; left > 0; left--) {
      if (bytes.readUInt32LE(at) !== 0x02014b50) throw brokenXlsx();
      const nameLength = bytes.readUInt16LE(at + 28);
      // Some programs write the Windows path separator, or a separator in front.
      const name = bytes
        .toString('utf8', at + 46, at + 46 + nameLength)
        .replaceAll('\\', '/')
        .replace(/^\//, '');
      const entry = entryAt(bytes, at);
      if (entries.has(name)) throw brokenXlsx();
      unpacked += entry.size;
      entries.set(name, entry);
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : brokenXlsx();
  }
  refuseOverlaps([...entries.values()]);
  const isBomb = unpacked > ratioFrom && unpacked > bytes.length * ratioLimit;
  if (unpacked > unpackedLimit || isBomb) {
    throw new FileProblem(
      'file-too-large',
      `The XLSX of ${bytes.length} bytes unpacks to ${unpacked}. Send it in parts, or as CSV.`,
    );
  }
  return byName(entries);
}

function byName(entries: ReadonlyMap<string, Entry>): Archive {
  const folded = new Map<string, Entry>();
  for (const [name, entry] of entries)
    if (!folded.has(name.toLowerCase())) folded.set(name.toLowerCase(), entry);
  const get = (name: string): Entry | undefined => entries.get(name) ?? folded.get(name.toLowerCase());
  return { names: [...entries.keys()], get, has: (name) => get(name) !== undefined };
}

/** Values of more than 32 or 16 bits stand elsewhere (Zip64). Some writers put every value there. */
const elsewhere = 0xffffffff;
const elsewhereShort = 0xffff;
const locatorBytes = 20;

/** Where the directory begins, and how many entries it has. */
function directoryOf(bytes: Buffer): { at: number; left: number } {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw brokenXlsx();
  const directory = { at: bytes.readUInt32LE(end + 16), left: bytes.readUInt16LE(end + 10) };
  if (directory.at !== elsewhere && directory.left !== elsewhereShort) return directory;
  const locator = end - locatorBytes;
  if (locator < 0 || bytes.readUInt32LE(locator) !== 0x07064b50) return directory;
  const large = Number(bytes.readBigUInt64LE(locator + 8));
  if (bytes.readUInt32LE(large) !== 0x06064b50) throw brokenXlsx();
  return {
    at: Number(bytes.readBigUInt64LE(large + 48)),
    left: Number(bytes.readBigUInt64LE(large + 32)),
  };
}

/** Size, packed size and start of an entry. Those that stand elsewhere follow each other in its extra field of kind 1. */
function measuresAt(bytes: Buffer, directory: number): { size: number; packedSize: number; start: number } {
  const measures = [24, 20, 42].map((at) => bytes.readUInt32LE(directory + at));
  let at = directory + 46 + bytes.readUInt16LE(directory + 28);
  const end = at + bytes.readUInt16LE(directory + 30);
  while (at + 4 <= end && bytes.readUInt16LE(at) !== 1) at += 4 + bytes.readUInt16LE(at + 2);
  let value = at + 4;
  const [size = 0, packedSize = 0, start = 0] = measures.map((measure) => {
    if (measure !== elsewhere || value + 8 > end) return measure;
    value += 8;
    return Number(bytes.readBigUInt64LE(value - 8));
  });
  return { size, packedSize, start };
}

function entryAt(bytes: Buffer, directory: number): Entry {
  const { size, packedSize, start } = measuresAt(bytes, directory);
  if (bytes.readUInt32LE(start) !== 0x04034b50) throw brokenXlsx();
  const isEncrypted = (bytes.readUInt16LE(directory + 8) & 1) === 1;
  const from = start + fixedHeaderBytes + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  const end = from + packedSize;
  if (isEncrypted) throw encryptedFile();
  if (end > bytes.length) throw brokenXlsx();
  const method = bytes.readUInt16LE(directory + 10);
  if (method !== 0 && method !== 8) throw brokenXlsx();
  const checksum = bytes.readUInt32LE(directory + 16);
  return { method, size, checksum, packed: bytes.subarray(from, end), start, end };
}

/** Refuses entries that share packed bytes: they would unpack to many times the archive's size. */
function refuseOverlaps(entries: readonly Entry[]): void {
  const sorted = entries.toSorted((a, b) => a.start - b.start);
  if (sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0))) throw brokenXlsx();
}

/** The text of a part, in pieces. Fails when the unpacked size or checksum differs from the directory. */
export function* piecesOf({ method, packed, size, checksum }: Entry): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let out: Uint8Array[] = [];
  let bytes = 0;
  let sum = 0;
  const take = (chunk: Uint8Array): void => {
    out.push(chunk);
    bytes += chunk.length;
    sum = crc32(chunk, sum);
  };
  const inflate = new Inflate(take);
  try {
    for (let at = 0; at < packed.length; at += pieceBytes) {
      const piece = packed.subarray(at, at + pieceBytes);
      if (method === 0) take(piece);
      else inflate.push(piece, at + pieceBytes >= packed.length);
      if (bytes > size) throw brokenXlsx();
      const ready = out;
      out = [];
      for (const chunk of ready) yield decoder.decode(chunk, { stream: true });
    }
    if (bytes !== size || sum !== checksum) throw brokenXlsx();
    yield decoder.decode();
  } catch (error) {
    throw error instanceof FileProblem ? error : brokenXlsx();
  }
}

/** A part that fits in memory; empty when the archive has none. */
export function* smallPart(archive: Archive, name: string): Generator<string> {
  const entry = archive.get(name);
  if (!entry) return;
  if (entry.size > partLimit) {
    throw new FileProblem(
      'file-too-large',
      'A part of the XLSX is larger than 128 MB. Send it in parts, or as CSV.',
    );
  }
  yield* piecesOf(entry);
}
