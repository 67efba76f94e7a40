import type { Result } from '../../lib/shared/result.ts';
import { err } from '../../lib/shared/result.ts';
import type { AttachmentType } from '../../schemas/attachments.ts';
import { checkJpeg } from './check-jpeg.ts';
import { checkPdf } from './check-pdf.ts';
import { checkPng } from './check-png.ts';
import type { ContentFault } from './content-fault.ts';

const checks: Record<AttachmentType, (bytes: Buffer) => Result<void, ContentFault>> = {
  'application/pdf': checkPdf,
  'image/png': checkPng,
  'image/jpeg': checkJpeg,
};

/**
 * Whether bytes are what they are said to be, whole, and nothing else besides. It keeps out what was mislabelled and
 * the usual tricks; it is no virus scanner, and nothing is ever opened on our side.
 */
export function checkContent(type: AttachmentType, bytes: Buffer): Result<void, ContentFault> {
  const checked = checks[type](bytes);
  return checked.ok && isSomethingElseToo(type, bytes) ? err('several-formats') : checked;
}

/** Readers of PDF look for its header this far into a file. */
const pdfHeaderReach = 1024;
const zipEnd = Buffer.from('PK\x05\x06', 'latin1');
const zipEndBytes = 22;
const zipCommentMost = 0xffff;

/** An image that a PDF reader opens too, or anything that an unzipper opens too. */
function isSomethingElseToo(type: AttachmentType, bytes: Buffer): boolean {
  const isPdfToo = type !== 'application/pdf' && bytes.subarray(0, pdfHeaderReach).includes('%PDF-');
  return isPdfToo || endsAsZip(bytes);
}

/** A ZIP is read from its end: a record whose comment reaches to the last byte. */
function endsAsZip(bytes: Buffer): boolean {
  const first = Math.max(0, bytes.length - zipEndBytes - zipCommentMost);
  for (let at = bytes.indexOf(zipEnd, first); at !== -1; at = bytes.indexOf(zipEnd, at + 1)) {
    const isWhole = at + zipEndBytes <= bytes.length;
    if (isWhole && at + zipEndBytes + bytes.readUInt16LE(at + 20) === bytes.length) return true;
  }
  return false;
}
