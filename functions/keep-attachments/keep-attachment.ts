import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { Attachment, AttachmentStore } from '../../lib/store/attachment-store.ts';
import { type AttachmentKept, type AttachmentType, attachmentTypes } from '../../schemas/attachments.ts';
import { checkContent } from './content.ts';
import { contentFaults } from './content-fault.ts';

export interface KeepAttachmentDeps {
  readonly runtime: Runtime;
  readonly attachments: AttachmentStore;
  readonly bucket: Pick<Bucket, 'put'>;
  readonly vault: Vault;
}

/** Bytes. The largest body that fits into a Lambda event together with base64 and the other fields. */
const bytesMost = 4 * 1024 * 1024;
const nameLimit = 200;

/**
 * Stores an attachment, sealed. The same bytes from the same agency are the same attachment. The content is written
 * first and the record second, so that sending it again repairs a request that failed between the two.
 */
export async function keepAttachment(
  given: { name: string; contentType: string; body: Uint8Array },
  agency: string,
  deps: KeepAttachmentDeps,
): Promise<AttachmentKept> {
  const { runtime, attachments, bucket, vault } = deps;
  const { name, type, body } = checked(given);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const attachmentId = vault.digest(`attachment:${sha256}:${agency}`);
  const known = await attachments.find(attachmentId);
  if (known) return keptOf(known);
  const sealed = vault.sealBytes(body, attachmentId);
  await bucket.put(attachmentId, sealed, { sha256: createHash('sha256').update(sealed).digest('hex') });
  const attachment: Attachment = {
    attachmentId,
    sealedName: vault.seal(name, attachmentId),
    sha256,
    bytes: body.length,
    type,
    by: agency,
    at: runtime.clock().toISOString(),
  };
  await attachments.add(attachment);
  runtime.log.info('attachment.kept', { attachmentId, by: agency, type, bytes: body.length });
  return keptOf(attachment);
}

const keptOf = ({ attachmentId, sha256, bytes, type }: Attachment): AttachmentKept => ({
  attachmentId,
  sha256,
  bytes,
  type: type as AttachmentType,
});

/** @throws Problem that names the fault in name, type, size or content */
function checked({ name, contentType, body }: { name: string; contentType: string; body: Uint8Array }): {
  name: string;
  type: AttachmentType;
  body: Buffer;
} {
  const type = typeOf(contentType);
  checkName(name, type);
  if (body.length === 0)
    throw new Problem(400, 'empty-file', 'The body has 0 bytes. Send the file as the body of the request.');
  if (body.length > bytesMost)
    throw new Problem(413, 'file-too-large', 'An attachment is at most 4 MiB. Send it in parts or smaller.');
  const bytes = Buffer.from(body);
  const content = checkContent(type, bytes);
  if (!content.ok) throw new Problem(400, content.error, contentFaults[content.error]);
  return { name, type, body: bytes };
}

function typeOf(contentType: string): AttachmentType {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (Object.hasOwn(attachmentTypes, type)) return type as AttachmentType;
  const known = Object.keys(attachmentTypes).join(', ');
  throw new Problem(
    415,
    'unknown-type',
    `content-type must be one of ${known}. Save the file as one of them.`,
  );
}

/**
 * A name must be a plain file name: no path, no characters that change how it is displayed, and the ending of its type.
 */
function checkName(name: string, type: AttachmentType): void {
  const isPlain = !/[/\\\p{C}\p{Zl}\p{Zp}]/u.test(name) && name.isWellFormed() && !/^\.|^\s|\s$/.test(name);
  if (!isPlain || name === '' || name.length > nameLimit) {
    const rule = `A file name has 1 to ${nameLimit} characters, no path and no control characters. Rename the file.`;
    throw new Problem(400, 'invalid-name', rule);
  }
  const endings: readonly string[] = attachmentTypes[type];
  if (!endings.includes(extname(name).slice(1).toLowerCase())) {
    const rule = `The name of a file of type ${type} ends with .${endings.join(' or .')}. Correct name or content-type.`;
    throw new Problem(400, 'type-mismatch', rule);
  }
}
