import type { Encoding, SourceFile } from './format.ts';

/**
 * The decoded text of a file in pieces, without its byte order mark.
 * @throws TypeError when the bytes are not valid in the encoding
 */
export async function* decoded(file: SourceFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let isFirst = true;
  const unmarked = (text: string): string => {
    if (!isFirst || text === '') return text;
    isFirst = false;
    return text.replace(/^\uFEFF/, '');
  };
  for await (const chunk of file.open()) {
    const text = unmarked(decoder.decode(chunk, { stream: true }));
    if (text !== '') yield text;
  }
  const rest = unmarked(decoder.decode());
  if (rest !== '') yield rest;
}
