import { FileProblem } from './format.ts';
import { encryptedFile } from './other-files.ts';

/** What the directory at the end of an archive states of one entry. The entry itself is not looked at. */
export interface ListedEntry {
  readonly nameBytes: Uint8Array;
  /** Fields of other writers behind the name: id, length and content of each. */
  readonly extra: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  /** Size after unpacking. */
  readonly size: number;
  readonly packedSize: number;
  /** Offset of the entry's header in the archive. */
  readonly start: number;
}

/** An entry whose header is where the directory says. */
export interface Entry extends Pick<ListedEntry, 'method' | 'checksum' | 'size' | 'start'> {
  readonly packed: Uint8Array;
  readonly end: number;
}

const fixedHeaderBytes = 30;
const encryptedFlag = 1;

export const brokenXlsx = (): FileProblem =>
  new FileProblem('broken-xlsx', 'The file is a damaged or cut-off XLSX. Save it again and send it whole.');

/** @throws FileProblem `broken-xlsx` when there is no directory, or it is cut off */
export function readDirectory(bytes: Buffer): ListedEntry[] {
  const entries: ListedEntry[] = [];
  try {
    const directory = directoryOf(bytes);
    let { at } = directory;
    for (let { left } = directory; left > 0; left--) {
      if (bytes.readUInt32LE(at) !== 0x02014b50) throw brokenXlsx();
      const extraAt = at + 46 + bytes.readUInt16LE(at + 28);
      const commentAt = extraAt + bytes.readUInt16LE(at + 30);
      entries.push({
        nameBytes: bytes.subarray(at + 46, extraAt),
        extra: bytes.subarray(extraAt, commentAt),
        flags: bytes.readUInt16LE(at + 8),
        method: bytes.readUInt16LE(at + 10),
        checksum: bytes.readUInt32LE(at + 16),
        ...measuresAt(bytes, at),
      });
      at = commentAt + bytes.readUInt16LE(at + 32);
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : brokenXlsx();
  }
  return entries;
}

/** @throws FileProblem `encrypted-file`, `broken-xlsx` */
export function entryOf(bytes: Buffer, listed: ListedEntry): Entry {
  const { start, packedSize, flags, method, checksum, size } = listed;
  if (start + fixedHeaderBytes > bytes.length || bytes.readUInt32LE(start) !== 0x04034b50) throw brokenXlsx();
  const from = start + fixedHeaderBytes + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  const end = from + packedSize;
  if ((flags & encryptedFlag) !== 0) throw encryptedFile();
  if (end > bytes.length || (method !== 0 && method !== 8)) throw brokenXlsx();
  return { method, size, checksum, packed: bytes.subarray(from, end), start, end };
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
