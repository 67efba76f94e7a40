import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { readAtMost } from '../../shared/bounded-bytes.ts';
import { FileProblem, type SourceFile } from './format.ts';
import { brokenXlsx, type Entry, entryOf, readDirectory } from './zip-directory.ts';

export const unpackedLimit = 1024 * 1024 * 1024;
export const partLimit = 128 * 1024 * 1024;
/** No spreadsheet compresses this well. An archive that does is made to fill memory. */
const ratioLimit = 200;
const ratioFrom = 32 * 1024 * 1024;
/** Packed bytes read at a time. What they unpack to is in memory. */
const pieceBytes = 8 * 1024;

/** The entries of an archive. A name is found whatever its case, as names of parts are compared (ECMA-376, part 2). */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  get(name: string): Entry | undefined;
}

const fileLimit = 64 * 1024 * 1024;

const tooLarge = (): FileProblem =>
  new FileProblem('file-too-large', 'An XLSX or ZIP file is at most 64 MB. Send it in parts, or as CSV.');

/** The bytes of a ZIP archive. @throws FileProblem `file-too-large` */
export async function archiveBytes(file: SourceFile): Promise<Buffer> {
  if (file.bytes > fileLimit) throw tooLarge();
  const read = await readAtMost(file.open(), { bytesAtMost: fileLimit });
  if (!read.ok) throw tooLarge();
  return read.value;
}

/** Reads the directory at the end of the archive and checks the sizes it states. */
export function openArchive(bytes: Buffer): Archive {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for (const listed of readDirectory(bytes)) {
    const name = pathOf(Buffer.from(listed.nameBytes).toString('utf8'));
    const entry = entryOf(bytes, listed);
    if (entries.has(name)) throw brokenXlsx();
    unpacked += entry.size;
    entries.set(name, entry);
  }
  refuseOverlaps([...entries.values()]);
  if (unpacked > unpackedLimit || isBomb(unpacked, bytes.length)) {
    throw new FileProblem(
      'file-too-large',
      `The XLSX of ${bytes.length} bytes unpacks to ${unpacked}. Send it in parts, or as CSV.`,
    );
  }
  return byName(entries);
}

/** Some programs write the Windows path separator, or a separator in front. */
export const pathOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\//, '');

export const isBomb = (unpacked: number, packed: number): boolean =>
  unpacked > ratioFrom && unpacked > packed * ratioLimit;

function byName(entries: ReadonlyMap<string, Entry>): Archive {
  const folded = new Map<string, Entry>();
  for (const [name, entry] of entries)
    if (!folded.has(name.toLowerCase())) folded.set(name.toLowerCase(), entry);
  const get = (name: string): Entry | undefined => entries.get(name) ?? folded.get(name.toLowerCase());
  return { names: [...entries.keys()], get, has: (name) => get(name) !== undefined };
}

/** Refuses entries that share packed bytes: they would unpack to many times the archive's size. */
export function refuseOverlaps(entries: readonly Pick<Entry, 'start' | 'end'>[]): void {
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
