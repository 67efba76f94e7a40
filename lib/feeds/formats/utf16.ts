import { FileProblem, type SourceFile } from './format.ts';

export type Utf16 = 'utf-16le' | 'utf-16be';

/** Characters that stand between values in every text format. The other order of bytes makes them rare letters of other scripts. */
const structural = new Set(['\t', '\n', '\r', ',', ';', '|', '"', '<', '{', '[']);

/**
 * Whether a file is UTF-16: by its byte order mark, or because every character that parts values has a zero byte on the
 * same side. Such a file is no UTF-8 or GB18030, of which no text has zero bytes.
 */
export function utf16Of(head: Uint8Array, hasNul: boolean): Utf16 | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (!hasNul) return undefined;
  const [little, big] = [structuralIn(head, 'utf-16le'), structuralIn(head, 'utf-16be')];
  // A zero byte that went astray in another encoding stands beside few of them.
  if (4 * Math.max(little, big) <= structuralIn(head, 'latin1')) return undefined;
  if (big === 0) return 'utf-16le';
  return little === 0 ? 'utf-16be' : undefined;
}

const structuralIn = (head: Uint8Array, encoding: Utf16 | 'latin1'): number =>
  [...new TextDecoder(encoding).decode(head)].filter((character) => structural.has(character)).length;

/**
 * Checks that a file is UTF-16 throughout, and text: it has no half of a character and no NUL.
 * @throws FileProblem `unknown-encoding`, `binary-file`
 */
export async function proveUtf16(file: SourceFile, encoding: Utf16): Promise<void> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let bytes = 0;
  const check = (chunk?: Uint8Array): void => {
    const text = decode(decoder, chunk, bytes);
    const nul = text.indexOf('\u0000');
    if (nul >= 0) throw binaryFile(bytes + 2 * nul);
    bytes += 2 * text.length;
  };
  for await (const chunk of file.open()) check(chunk);
  check();
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  chunk: Uint8Array | undefined,
  bytes: number,
): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new FileProblem(
      'unknown-encoding',
      `The file is UTF-16 up to byte ${bytes}, and something else behind it. Export it again as UTF-8 or UTF-16.`,
    );
  }
}

export const binaryFile = (at: number): FileProblem =>
  new FileProblem(
    'binary-file',
    `The file has a NUL byte at position ${at}: it is no text. Export it again.`,
  );
