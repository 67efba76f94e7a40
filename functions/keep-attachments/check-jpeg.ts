import { err, ok, type Result } from '../../lib/shared/result.ts';
import type { ContentFault } from './content-fault.ts';

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

/** Frame markers are SOF0 to SOF15. Three numbers in that range mark tables instead. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers inside pixel data: a stuffed FF byte, and restart markers. */
const isInsidePixels = (marker: number): boolean => marker === 0 || (marker >= 0xd0 && marker <= 0xd7);

/**
 * Checks a JPEG: complete segments from start to end, with a frame and pixel data. Further complete images may follow
 * the end, because cameras append previews; nothing else may follow.
 */
export function checkJpeg(bytes: Buffer): Result<void, ContentFault> {
  if (!isStart(bytes, 0)) return err('other-content');
  let at = 0;
  while (at < bytes.length) {
    if (!isStart(bytes, at)) return err('bytes-after-end');
    const end = endOf(bytes, at + 2);
    if (end === undefined) return err(at === 0 ? 'broken-content' : 'bytes-after-end');
    at = end;
    while (bytes[at] === 0) at++;
  }
  return ok(undefined);
}

const isStart = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0xff && bytes[at + 1] === startOfImage && bytes[at + 2] === 0xff;

/** The offset of the end of the image whose segments begin here. Undefined if it is incomplete. */
function endOf(bytes: Buffer, from: number): number | undefined {
  let at = from;
  let hasFrame = false;
  let hasScan = false;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === endOfImage) return hasFrame && hasScan ? at + 2 : undefined;
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || isInsidePixels(marker) || marker === startOfImage) return undefined;
    hasFrame ||= isFrame(marker);
    at += 2 + length;
    if (marker === startOfScan) {
      hasScan = true;
      at = endOfPixels(bytes, at);
    }
  }
  return undefined;
}

/** The offset of the next marker that is not part of the pixel data. */
function endOfPixels(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && (isInsidePixels(bytes[at + 1] ?? 0) || bytes[at + 1] === 0xff))
    at = bytes.indexOf(0xff, at + 1);
  return at === -1 ? bytes.length : at;
}
