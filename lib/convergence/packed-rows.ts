import { hash } from 'node:crypto';
import type { Held, Said } from './verdict.ts';

/** Rows are sorted into this many ranges by a hash of the record id, so that each range can be compared by itself. */
export const ranges = 64;

/** A record of a receiver. `page` is the number of the page of its list that showed it. */
export interface HeldRow extends Held {
  readonly key: string;
  readonly page: number;
}

/** What a file says of a record. */
export interface SaidRow extends Said {
  readonly key: string;
  /** `<category>.<party>`. */
  readonly subject: string;
}

/** The key of a record: 16 bytes of the SHA-256 of its id, in hexadecimal. The first bits are its range. */
export const recordKey = (id: string): string => hash('sha256', id, 'hex').slice(0, keyBytes * 2);

export const rangeOf = (key: string): number => Number.parseInt(key.slice(0, 2), 16) >> 2;

const keyBytes = 16;
const contentBytes = 8;
const stages = ['none', 'held', 'in-flight', 'given-up'] as const;
const heldBytes = keyBytes + 8 + contentBytes + 4;
const saidBytes = keyBytes + 8 + contentBytes + 2;

/** A content digest as rows contain it: 8 bytes of base64url text decoded, as hexadecimal. */
export const shortDigest = (digest: string): string =>
  Buffer.from(digest, 'base64url').subarray(0, contentBytes).toString('hex');

function packedStart(bytes: number, { key, version, content = '' }: Held & { key: string }): Buffer {
  const row = Buffer.alloc(bytes);
  row.write(key, 'hex');
  row.writeDoubleBE(version, keyBytes);
  row.write(content, keyBytes + 8, 'hex');
  return row;
}

export function packedHeld(row: HeldRow): Buffer {
  const bytes = packedStart(heldBytes, row);
  bytes.writeUInt32BE(row.page, heldBytes - 4);
  return bytes;
}

export function packedSaid({ stage, subject, content = '', ...row }: SaidRow): Buffer {
  const head = packedStart(saidBytes, { ...row, content });
  head.writeUInt8(stages.indexOf(stage), saidBytes - 2);
  head.writeUInt8(Buffer.byteLength(subject), saidBytes - 1);
  return Buffer.concat([head, Buffer.from(subject)]);
}

const startOf = (bytes: Buffer, at: number): Held & { key: string } => ({
  key: bytes.toString('hex', at, at + keyBytes),
  version: bytes.readDoubleBE(at + keyBytes),
  content: bytes.toString('hex', at + keyBytes + 8, at + keyBytes + 8 + contentBytes),
});

/** The rows of a block, each with its bytes. */
export function* heldRows(block: Buffer): Generator<{ row: HeldRow; bytes: Buffer }> {
  for (let at = 0; at < block.length; at += heldBytes) {
    const row = { ...startOf(block, at), page: block.readUInt32BE(at + heldBytes - 4) };
    yield { row, bytes: block.subarray(at, at + heldBytes) };
  }
}

/** The rows of a block, each with its bytes. */
export function* saidRows(block: Buffer): Generator<{ row: SaidRow; bytes: Buffer }> {
  for (let at = 0; at < block.length; ) {
    const end = at + saidBytes + block.readUInt8(at + saidBytes - 1);
    const stage = stages[block.readUInt8(at + saidBytes - 2)] ?? 'none';
    const subject = block.toString('utf8', at + saidBytes, end);
    yield { row: { ...startOf(block, at), stage, subject }, bytes: block.subarray(at, end) };
    at = end;
  }
}

/**
 * A number and a sum over rows, the same in any order. What was written is compared with what was read, so that a row
 * that got lost or was overwritten on the way cannot look like a difference.
 */
export interface Tally {
  readonly rows: number;
  readonly sum: number;
}
export const noRows: Tally = { rows: 0, sum: 0 };

/** Sums stay below 2^48, where numbers are exact. */
const sumBelow = 2 ** 48;

export const tallyOf = (bytes: Buffer): Tally => ({
  rows: 1,
  sum: Number.parseInt(hash('sha256', bytes, 'hex').slice(0, 12), 16),
});

export const bothTallies = (one: Tally, other: Tally): Tally => ({
  rows: one.rows + other.rows,
  sum: (one.sum + other.sum) % sumBelow,
});
