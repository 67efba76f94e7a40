import { crc32, inflateRawSync } from 'node:zlib';
import { FileProblem, type SourceFile } from './format.ts';
import { isPackedFile } from './other-archives.ts';
import { archiveBytes, isBomb, partLimit, pathOf, refuseOverlaps, unpackedLimit } from './zip.ts';
import { type Entry, entryOf, type ListedEntry, readDirectory } from './zip-directory.ts';
import { nameOf } from './zip-names.ts';

/** Files of one archive. Each becomes a run of its own. */
export const packedFilesMost = 100;

/** A file that a person packed into an archive. */
export interface PackedFile {
  /** Its path in the archive. */
  readonly name: string;
  /** Its content. @throws FileProblem `encrypted-file`, `file-too-large`, `broken-zip`: of this file alone */
  unpack(): Buffer;
}

/**
 * The files of an archive in the order of its directory, without folders and what systems put beside files. The order and
 * the number are the same whenever it is read.
 * @throws FileProblem `broken-xlsx`, `too-many-files`, `file-too-large`: of the archive as a whole
 */
export async function packedFiles(file: SourceFile): Promise<readonly PackedFile[]> {
  const bytes = await archiveBytes(file);
  const files = readDirectory(bytes)
    .map((listed) => ({ listed, name: pathOf(nameOf(listed)) }))
    .filter(({ name }) => isPackedFile(name))
    .map(({ listed, name }) => ({ name, opened: attempt(() => openEntry(bytes, listed)) }));
  if (files.length > packedFilesMost) {
    throw new FileProblem(
      'too-many-files',
      `The archive holds ${files.length} files; at most ${packedFilesMost} are read. Pack them into several archives.`,
    );
  }
  const entries = files.flatMap(({ opened }) => (opened instanceof FileProblem ? [] : [opened]));
  refuseOverlaps(entries);
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > unpackedLimit || isBomb(unpacked, bytes.length)) {
    throw tooLarge(`The archive of ${bytes.length} bytes unpacks to ${unpacked}.`);
  }
  return files.map(({ name, opened }) => ({
    name,
    unpack() {
      if (opened instanceof FileProblem) throw opened;
      return unpack(opened);
    },
  }));
}

const tooLarge = (what: string): FileProblem =>
  new FileProblem('file-too-large', `${what} Send its files one by one, or in parts.`);

const brokenZip = (): FileProblem =>
  new FileProblem('broken-zip', 'This file of the archive is damaged or cut off. Pack it again.');

/** @throws FileProblem */
function openEntry(bytes: Buffer, listed: ListedEntry): Entry {
  const { size, packedSize } = listed;
  if (size > partLimit || isBomb(size, packedSize))
    throw tooLarge(`This file of the archive has ${packedSize} bytes and unpacks to ${size}.`);
  try {
    return entryOf(bytes, listed);
  } catch (error) {
    throw error instanceof FileProblem && error.code === 'encrypted-file' ? error : brokenZip();
  }
}

/** At most as many bytes as the directory states are unpacked. */
function unpack({ method, packed, size, checksum }: Entry): Buffer {
  try {
    const content =
      method === 0 ? Buffer.from(packed) : inflateRawSync(packed, { maxOutputLength: size + 1 });
    if (content.length === size && crc32(content) === checksum) return content;
  } catch {
    // What zlib says of a damaged stream helps nobody.
  }
  throw brokenZip();
}

function attempt<T>(work: () => T): T | FileProblem {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
}
