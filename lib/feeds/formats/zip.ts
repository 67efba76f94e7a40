import { Inflate } from 'fflate';
import { FileProblem } from './format.ts';

const unpackedLimit = 1024 * 1024 * 1024;
const partLimit = 128 * 1024 * 1024;
/** No spreadsheet packs this well: an archive that does is made to fill memory. */
const ratioLimit = 200;
const ratioFrom = 32 * 1024 * 1024;
/** Packed bytes at a time: what they unpack to is held in memory. */
const pieceBytes = 8 * 1024;
const fixedHeaderBytes = 30;

interface Entry {
  readonly method: number;
  /** Bytes unpacked, as the directory says. */
  readonly size: number;
  readonly packed: Uint8Array;
  /** Where its header begins in the archive. */
  readonly start: number;
  readonly end: number;
}
export type Archive = ReadonlyMap<string, Entry>;

export const brokenXlsx = (): FileProblem =>
  new FileProblem('broken-xlsx', 'The file is a damaged or cut-off XLSX. Save it again and send it whole.');

/** Reads the directory at the end of the archive and checks what it promises. */
export function openArchive(bytes: Buffer): Archive {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    let at = bytes.readUInt32LE(end + 16);
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
      if (bytes.readUInt32LE(at) !== 0x02014b50) throw brokenXlsx();
      const nameLength = bytes.readUInt16LE(at + 28);
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      const entry = entryAt(bytes, at);
      if (entries.has(name)) throw brokenXlsx();
      unpacked += entry.size;
      entries.set(name, entry);
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  } catch {
    throw brokenXlsx();
  }
  refuseOverlaps([...entries.values()]);
  const isBomb = unpacked > ratioFrom && unpacked > bytes.length * ratioLimit;
  if (unpacked > unpackedLimit || isBomb) {
    throw new FileProblem(
      'file-too-large',
      `The XLSX of ${bytes.length} bytes unpacks to ${unpacked}. Send it in parts, or as CSV.`,
    );
  }
  return entries;
}

function entryAt(bytes: Buffer, directory: number): Entry {
  const start = bytes.readUInt32LE(directory + 42);
  if (bytes.readUInt32LE(start) !== 0x04034b50) throw brokenXlsx();
  const isEncrypted = (bytes.readUInt16LE(directory + 8) & 1) === 1;
  const from = start + fixedHeaderBytes + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  const end = from + bytes.readUInt32LE(directory + 20);
  if (end > bytes.length || isEncrypted) throw brokenXlsx();
  const method = bytes.readUInt16LE(directory + 10);
  if (method !== 0 && method !== 8) throw brokenXlsx();
  const size = bytes.readUInt32LE(directory + 24);
  return { method, size, packed: bytes.subarray(from, end), start, end };
}

/** Entries that share packed bytes unpack to many times the archive. */
function refuseOverlaps(entries: readonly Entry[]): void {
  const sorted = entries.toSorted((a, b) => a.start - b.start);
  if (sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0))) throw brokenXlsx();
}

/** Text of a part, in pieces; ends when more comes out than the directory said, or less. */
export function* piecesOf({ method, packed, size }: Entry): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let out: Uint8Array[] = [];
  let bytes = 0;
  const take = (chunk: Uint8Array): void => {
    out.push(chunk);
    bytes += chunk.length;
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
    if (bytes !== size) throw brokenXlsx();
    yield decoder.decode();
  } catch (error) {
    throw error instanceof FileProblem ? error : brokenXlsx();
  }
}

/** A part that is held in memory; nothing when there is none. */
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
