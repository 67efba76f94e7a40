/**
 * Encodes text that was GB18030 before: the decoder of the platform turned round, so that what is written is read back as it was.
 * (A library's table would be larger than all the rest of the function.)
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

/** The code of U+FFFD itself, as opposed to bytes that mean nothing. */
const lostCharacter = String([0x84, 0x31, 0xa4, 0x37]);

let codes: Map<string, readonly number[]> | undefined;

/** Pointer of U+10000 in the four-byte plane, and of the last one in the basic plane. */
const supplementaryFrom = 189_000;
const basicTo = 39_420;

const fourBytes = (pointer: number): readonly number[] => [
  0x81 + Math.floor(pointer / 12_600),
  0x30 + (Math.floor(pointer / 1260) % 10),
  0x81 + (Math.floor(pointer / 10) % 126),
  0x30 + (pointer % 10),
];

/** Every code of the basic plane, decoded once; where two codes mean one character, the shorter one is written. */
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
