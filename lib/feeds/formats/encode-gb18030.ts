/**
 * Encodes text that was decoded from GB18030, by inverting the platform's decoder, so that the bytes decode to the same
 * text. (The table of a library would be larger than the rest of the function.)
 */
export function encodeGb18030(text: string): Uint8Array {
  codes ??= invertDecoder();
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point >= 0x10000) bytes.push(...fourBytes(point - 0x10000 + supplementaryFrom));
    else {
      const code = codes.get(character);
      if (code === undefined) throw new RangeError('a character has no code in GB18030');
      bytes.push(...code);
    }
  }
  return Uint8Array.from(bytes);
}

/** The code of U+FFFD itself. Invalid bytes decode to U+FFFD too, and have other codes. */
const lostCharacter = String([0x84, 0x31, 0xa4, 0x37]);

let codes: Map<string, readonly number[]> | undefined;

/** Pointers in the four-byte area: of U+10000, and of the last character of the basic plane. */
const supplementaryFrom = 189_000;
const basicTo = 39_420;

const fourBytes = (pointer: number): readonly number[] => [
  0x81 + Math.floor(pointer / 12_600),
  0x30 + (Math.floor(pointer / 1260) % 10),
  0x81 + (Math.floor(pointer / 10) % 126),
  0x30 + (pointer % 10),
];

/** Decodes every code of the basic plane once. Where two codes decode to one character, the shorter code is used. */
function invertDecoder(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('gb18030', { ignoreBOM: true });
  const found = new Map<string, readonly number[]>();
  const add = (code: readonly number[]): void => {
    const character = decoder.decode(Uint8Array.from(code));
    const isWhole = [...character].length === 1 && (character !== '\uFFFD' || String(code) === lostCharacter);
    if (isWhole && !found.has(character)) found.set(character, code);
  };
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) add([lead, trail]);
  }
  for (let pointer = 0; pointer < basicTo; pointer++) add(fourBytes(pointer));
  return found;
}
