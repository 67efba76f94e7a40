import { isUtf8 } from 'node:buffer';
import { type Encoding, FileProblem, type SourceFile } from './format.ts';

export interface StrictDecoder {
  take(chunk: Uint8Array): void;
  isValid(): boolean;
  end(): boolean;
}

/** Accepts chunks until one is not valid in the encoding. */
export function strictDecoder(encoding: Encoding): StrictDecoder {
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
    take: (chunk) => attempt(chunk),
    isValid: () => valid,
    end() {
      attempt();
      return valid;
    },
  };
}

/**
 * Checks that a file that is not UTF-8 is GB18030 throughout.
 * @throws FileProblem `unknown-encoding`
 */
export async function proveGb18030(file: SourceFile): Promise<void> {
  const decoder = strictDecoder('gb18030');
  for await (const { bytes, line } of linePieces(file)) {
    if (isUtf8Chinese(bytes)) throw mixed(line);
    decoder.take(bytes);
    if (!decoder.isValid()) break;
  }
  if (!decoder.end()) throw await neither(file);
}

/** A line with this many three-byte UTF-8 characters is UTF-8. GB18030 text never has that form by chance. */
const charactersToBeSure = 6;

/**
 * GB18030 decodes most UTF-8 text to wrong characters without an error. A line with many valid UTF-8 characters reveals
 * it.
 */
function isUtf8Chinese(line: Uint8Array): boolean {
  if (line.length < charactersToBeSure * 3 || !isUtf8(line)) return false;
  let found = 0;
  for (const byte of line) if (byte >= 0xe0 && byte <= 0xef) found++;
  return found >= charactersToBeSure;
}

interface LinePiece {
  readonly bytes: Uint8Array;
  readonly line: number;
  /** Offset of the piece in the file. */
  readonly at: number;
}

/** Longer lines are returned in several pieces. */
const pieceLimit = 1_000_000;

/**
 * The lines of a file, each with its line end. A line feed is the same byte in both encodings and never part of a
 * character.
 */
async function* linePieces(file: SourceFile): AsyncGenerator<LinePiece> {
  let buffered: Uint8Array[] = [];
  let bufferedBytes = 0;
  let line = 1;
  let at = 0;
  const piece = (): LinePiece => {
    const bytes = Buffer.concat(buffered);
    const found = { bytes, line, at };
    at += bytes.length;
    buffered = [];
    bufferedBytes = 0;
    return found;
  };
  for await (const chunk of file.open()) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      buffered.push(chunk.subarray(from, end + 1));
      yield piece();
      line++;
      from = end + 1;
    }
    buffered.push(chunk.subarray(from));
    bufferedBytes += chunk.length - from;
    if (bufferedBytes > pieceLimit) yield piece();
  }
  if (bufferedBytes > 0) yield piece();
}

const mixed = (line: number): FileProblem =>
  new FileProblem(
    'unknown-encoding',
    `The file mixes encodings: line ${line} is UTF-8, other lines are not. Export it again in one of the two.`,
  );

async function neither(file: SourceFile): Promise<FileProblem> {
  const [utf8, gb18030] = [await firstFault(file, 'utf-8'), await firstFault(file, 'gb18030')];
  return new FileProblem(
    'unknown-encoding',
    `The file is neither UTF-8 (up to ${utf8}) nor GB18030 (up to ${gb18030}) all through. Export it again in one of the two.`,
  );
}

/** Where a file stops being valid in an encoding. */
async function firstFault(file: SourceFile, encoding: Encoding): Promise<string> {
  const decoder = strictDecoder(encoding);
  let last = 'its end';
  for await (const { bytes, line, at } of linePieces(file)) {
    last = `line ${line}, near byte ${at}`;
    decoder.take(bytes);
    if (!decoder.isValid()) break;
  }
  return last;
}
