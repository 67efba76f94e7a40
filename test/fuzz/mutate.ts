import { unzipSync, zipSync } from 'fflate';
import type { Random } from '../../infra/samples/random.ts';

type Mutation = (bytes: Buffer, random: Random, other: Uint8Array) => Buffer;

/** A part of a file: mostly a short one, sometimes half of it. */
function part(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const from = random.below(bytes.length + 1);
  const length = random.below(random.chance(0.2) ? Math.ceil(bytes.length / 2) + 1 : 64);
  return [from, Math.min(bytes.length, from + length)];
}

const randomBytes = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: random.below(64) }, () => random.below(256)));

/** Tokens that parsers often fail on. */
const tokens = [
  '"',
  '""',
  '\n',
  '\r',
  '\r\n',
  '\t',
  ',',
  ';',
  '|',
  '\0',
  '\uFEFF',
  '\uFFFD',
  '\u200B',
  '\u202E',
  '=1+1',
  '9.13E+17',
  '2099/12/31',
  '[',
  ']',
  '{',
  '}',
  ':',
  '[[',
  '{"a":',
  '"records":[',
  'null',
  'NaN',
  '-0',
  '1e999',
  '\\u0000',
  '\\',
  '\\"',
  '\\ud800',
  '<',
  '>',
  '</',
  '/>',
  '<a>',
  '</a>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE x>',
  '&',
  '&amp;',
  '&#0;',
  '&#xE5E5;',
  '<?xml version="1.0" encoding="GBK"?>',
  '<Body>',
  '</Body>',
  '_x000D_',
  '<f>1</f>',
  '<v>1</v>',
  '<is><t>1</t></is>',
  '<mergeCell ref="A1:C9"/>',
  't="s"',
  'PK\u0001\u0002',
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  '行号',
  '__proto__',
  '#1',
];

const mutations: readonly Mutation[] = [
  function flipBit(bytes, random) {
    const copy = Buffer.from(bytes);
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    return copy;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length));
  },
  function remove(bytes, random) {
    const [from, to] = part(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function splice(bytes, random, other) {
    const [from, to] = part(bytes, random);
    return Buffer.concat([
      bytes.subarray(0, from),
      other.subarray(...part(other, random)),
      bytes.subarray(to),
    ]);
  },
  function repeat(bytes, random) {
    const [from, to] = part(bytes, random);
    const block = bytes.subarray(from, to);
    const times = 1 + random.below(random.chance(0.1) ? 2000 : 5);
    const copies = Array.from(
      { length: Math.min(times, Math.ceil(1_000_000 / (block.length + 1))) },
      () => block,
    );
    return Buffer.concat([bytes.subarray(0, to), ...copies, bytes.subarray(to)]);
  },
  function insertBytes(bytes, random) {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), randomBytes(random), bytes.subarray(at)]);
  },
  function insertToken(bytes, random) {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(tokens)), bytes.subarray(at)]);
  },
  function swap(bytes, random) {
    const [a, b] = part(bytes, random);
    const [c, d] = part(bytes.subarray(b), random);
    return Buffer.concat([
      bytes.subarray(0, a),
      bytes.subarray(b + c, b + d),
      bytes.subarray(b, b + c),
      bytes.subarray(a, b),
      bytes.subarray(b + d),
    ]);
  },
  function growNumber(bytes, random) {
    const start = random.below(bytes.length);
    const at = bytes.subarray(start).findIndex((byte) => byte >= 0x30 && byte <= 0x39);
    if (at < 0) return bytes;
    const digits = Buffer.from(random.pick(['0', '9'.repeat(20), '1'.repeat(400), '0.', 'E+17', '-']));
    return Buffer.concat([bytes.subarray(0, start + at), digits, bytes.subarray(start + at)]);
  },
];

/**
 * The file with some changes of any kind; in a workbook mostly inside one of its parts. `other` provides pieces to
 * insert.
 */
export function mutate(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive || random.chance(0.3)) return changed(bytes, random, other);
  const parts = unzipSync(bytes);
  const name = random.pick(Object.keys(parts));
  return zipSync({ ...parts, [name]: changed(parts[name] ?? bytes, random, other) });
}

function changed(bytes: Uint8Array, random: Random, other: Uint8Array): Buffer {
  let mutated = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0 && mutated.length > 0; left--)
    mutated = Buffer.from(random.pick(mutations)(mutated, random, other));
  return mutated;
}
