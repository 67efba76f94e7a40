import { crc32 } from 'node:zlib';
import { err, ok, type Result } from '../../lib/shared/result.ts';
import type { ContentFault } from './content-fault.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes before a chunk's content (length and type) and after it (checksum). */
const beforeContent = 8;
const aroundContent = 12;
const headerBytes = 13;

/** Checks a PNG: complete chunks from header to end, with pixel data, and nothing after the end. */
export function checkPng(bytes: Buffer): Result<void, ContentFault> {
  if (!bytes.subarray(0, signature.length).equals(signature)) return err('other-content');
  let at = signature.length;
  for (let index = 0, hasPixels = false; at + aroundContent <= bytes.length; index++) {
    const length = bytes.readUInt32BE(at);
    const end = at + aroundContent + length;
    if (end > bytes.length) return err('broken-content');
    const type = bytes.toString('latin1', at + 4, at + beforeContent);
    const isFirst = index === 0;
    if (isFirst !== (type === 'IHDR') || !isIntact(bytes, at, length)) return err('broken-content');
    if (isFirst && !hasSize(bytes, at, length)) return err('broken-content');
    hasPixels ||= type === 'IDAT';
    if (type === 'IEND') {
      if (!hasPixels) return err('broken-content');
      return end === bytes.length ? ok(undefined) : err('bytes-after-end');
    }
    at = end;
  }
  return err('broken-content');
}

const isIntact = (bytes: Buffer, at: number, length: number): boolean => {
  const end = at + beforeContent + length;
  return crc32(bytes.subarray(at + 4, end)) === bytes.readUInt32BE(end);
};

/** Whether width and height in the header are greater than 0. */
const hasSize = (bytes: Buffer, at: number, length: number): boolean =>
  length === headerBytes &&
  bytes.readUInt32BE(at + beforeContent) > 0 &&
  bytes.readUInt32BE(at + beforeContent + 4) > 0;
