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
 * Checks that bytes are a complete file of the stated type and nothing else. This keeps out mislabelled files and
 * common tricks. It is not a virus scan. The product never opens the content.
 */
export function checkContent(type: AttachmentType, bytes: Buffer): Result<void, ContentFault> {
  const checked = checks[type](bytes);
  return checked.ok && isSomethingElseToo(type, bytes) ? err('several-formats') : checked;
}

/** Bytes from the start within which PDF readers accept the header. */
const pdfHeaderReach = 1024;
const zipEnd = Buffer.from('PK\x05\x06', 'latin1');
const zipEndBytes = 22;
const zipCommentMost = 0xffff;

/** Whether an image can also be opened by a PDF reader, or any file by an unzip program. */
function isSomethingElseToo(type: AttachmentType, bytes: Buffer): boolean {
  const isPdfToo = type !== 'application/pdf' && bytes.subarray(0, pdfHeaderReach).includes('%PDF-');
  return isPdfToo || endsAsZip(bytes);
}

/** A ZIP is read from its end: an end record whose comment extends to the last byte. */
function endsAsZip(bytes: Buffer): boolean {
  const first = Math.max(0, bytes.length - zipEndBytes - zipCommentMost);
  for (let at = bytes.indexOf(zipEnd, first); at !== -1; at = bytes.indexOf(zipEnd, at + 1)) {
    const isWhole = at + zipEndBytes <= bytes.length;
    if (isWhole && at + zipEndBytes + bytes.readUInt16LE(at + 20) === bytes.length) return true;
  }
  return false;
}
